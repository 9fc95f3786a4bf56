import { Link } from "@tanstack/react-router";
import type { Check } from "../../api/checks.ts";
import { graceOf } from "../../checks/words.ts";
import { isException, shownStateOf } from "../../live/shownState.ts";
import { Ago } from "../../time/Age.tsx";
import { NodeMark } from "../../ui/icons/StateMark.tsx";

interface CheckTableProps {
  readonly checks: ReadonlyArray<Check>;
  /** The path of the check that is shown. */
  readonly chosen: string | null;
}

const columns = ["Check", "State", "Last report", "Next expected", "Grace", "Failures", "Why"];

/** All checks, in the order of the tree. */
export const CheckTable = ({ checks, chosen }: CheckTableProps) => (
  <section className="table-scroll" aria-label="Checks">
    <table className="list-table check-table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" className={`c-${column.split(" ")[0]?.toLowerCase()}`}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {checks.map((check) => (
          <CheckRow key={check.path} check={check} isChosen={check.path === chosen} />
        ))}
      </tbody>
    </table>
  </section>
);

const CheckRow = ({ check, isChosen }: { readonly check: Check; readonly isChosen: boolean }) => (
  <tr aria-current={isChosen ? "true" : undefined}>
    <td className="c-check">
      <Link
        to="/checks"
        search={{ check: check.path }}
        className={isException(shownStateOf(check)) ? "strong" : ""}
      >
        {check.path}
      </Link>
    </td>
    <td className="c-state">
      <NodeMark node={check} />
    </td>
    <td className="c-last dim">
      {check.last_report_at === null ? "none yet" : <Ago at={check.last_report_at} />}
    </td>
    <td className="c-next dim">{check.expected_at === null ? "–" : <Ago at={check.expected_at} />}</td>
    <td className="c-grace faint">{graceOf(check) ?? "–"}</td>
    <td className="c-failures faint figure">
      {check.failures === 0 ? "–" : `${check.failures} of ${check.fail_after}`}
    </td>
    <td className="c-why dim cut" title={check.reason}>
      {check.reason}
    </td>
  </tr>
);
