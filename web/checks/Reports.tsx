import type { CheckReport } from "../api/checks.ts";
import { bytes, fullTime } from "../time/format.ts";
import { ShortMoment } from "../time/ShortMoment.tsx";
import { Panel } from "../ui/Panel.tsx";
import { reportWords } from "./words.ts";

/** The newest reports, each with the text that came with it. */
export const Reports = ({ reports }: { readonly reports: ReadonlyArray<CheckReport> }) => (
  <Panel title="Reports" meta="the newest first">
    {reports.length === 0 ? <p className="message">Nothing has been reported.</p> : null}
    <ul className="reports">
      {reports.map((report) => (
        <Report key={`${report.at} ${report.kind} ${report.id}`} report={report} />
      ))}
    </ul>
  </Panel>
);

const Report = ({ report }: { readonly report: CheckReport }) => {
  const { at, claimed_at, id, body, body_size, by } = report;
  return (
    <li>
      <div className="row wrap">
        <span className="mono">
          <ShortMoment at={at} />
        </span>
        <span>{reportWords(report)}</span>
        {id === null ? null : <code className="faint cut">{id}</code>}
        <span className="grow" />
        <span className="faint">{by}</span>
      </div>
      {claimed_at === null || claimed_at === at ? null : (
        <p className="small dim">of {fullTime(claimed_at)}, sent later</p>
      )}
      {body === null ? null : (
        <details>
          <summary className="small dim">Text, {bytes(body_size)}</summary>
          <pre className="mono report-text">{body}</pre>
        </details>
      )}
    </li>
  );
};
