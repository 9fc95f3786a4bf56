import { type UseQueryResult, useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Aggregation, aggregations } from "../../../src/domain/sample/aggregations.ts";
import {
  type HistoryOf,
  type MetricHistory,
  metricHistoryQuery,
  type ReadTime,
  type StoredMetric,
} from "../../api/metrics.ts";
import { toParam } from "../../paths.ts";
import { CopyButton } from "../../ui/buttons/CopyButton.tsx";
import { Failure } from "../../ui/messages/Failure.tsx";
import { Reading } from "../../ui/messages/Reading.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { hasRange, type Line, linesOf, shifted, valueAt } from "./lines.ts";
import { type DrawnLine, Plot } from "./Plot.tsx";
import { aggregationsOf, sourceOf, textOf, titleOf } from "./quantity.ts";
import { useMoment, useShownTime } from "./ShownTime.ts";

interface MetricPanelProps {
  readonly of: StoredMetric;
  readonly history: UseQueryResult<MetricHistory>;
  readonly read: HistoryOf;
  readonly time: ReadTime;
  /** The time before, if it is shown, too. */
  readonly before: ReadTime | null;
  /** The children that have a line; null: there is one of all together. */
  readonly subjects: ReadonlyArray<string> | null;
  readonly onAgg: (agg: Aggregation) => void;
  /** What it shows, as a command. */
  readonly copied: { readonly name: string; readonly text: string };
}

/** A metric over the time of the page. */
export const MetricPanel = ({
  of,
  history,
  read,
  time,
  before,
  subjects,
  onAgg,
  copied,
}: MetricPanelProps) => {
  const title = titleOf(of.metric);
  const { data } = history;
  return (
    <Panel
      title={<span title={of.metric}>{title}</span>}
      meta={data === undefined ? undefined : sourceOf(data)}
      action={
        <>
          <label className="field metric-agg">
            <span className="hidden-text">{title}: what is calculated</span>
            <select
              value={read.agg}
              onChange={({ target }) => onAgg(aggregations.find((word) => word === target.value) ?? read.agg)}
            >
              {aggregationsOf(of.kind, subjects === null).map((word) => (
                <option key={word}>{word}</option>
              ))}
            </select>
          </label>
          <CopyButton {...copied} />
        </>
      }
    >
      {history.isPending ? <Reading /> : null}
      {history.isError && data === undefined ? (
        <Failure error={history.error} retry={() => void history.refetch()} />
      ) : null}
      {data === undefined ? null : <Values history={data} {...{ read, time, before, subjects }} />}
    </Panel>
  );
};

interface ValuesProps extends Pick<MetricPanelProps, "read" | "time" | "before" | "subjects"> {
  readonly history: MetricHistory;
}

const Values = ({ history, read, time, before, subjects }: ValuesProps) => {
  const { span } = useShownTime();
  const earlier = useLines(read, before).map((line) => shifted(line, span.to - span.from));
  const measured = hasRange(history) && subjects?.length === 1 ? time : null;
  const least = useLines({ ...read, agg: "min" }, measured);
  const most = useLines({ ...read, agg: "max" }, measured);
  const { metric, agg, step } = history;
  const text = textOf(metric, agg);
  const drawn = (lines: ReadonlyArray<Line>, isBefore: boolean): ReadonlyArray<DrawnLine> =>
    lines.flatMap((line) => {
      const place = line.subject === null ? 0 : (subjects ?? []).indexOf(line.subject);
      return place === -1 ? [] : [{ ...line, look: `look-${place}`, isBefore }];
    });
  const now = drawn(linesOf(history), false);
  const then = drawn(earlier, true);
  if (now.length + then.length === 0) return <p className="message">Nothing was measured in this time.</p>;
  return (
    <>
      <Plot
        label={spokenOf(history, now, text)}
        lines={[...then, ...now]}
        range={[...least, ...most]}
        {...{ step, text }}
      />
      <ul className="metric-legend">
        {(now.length === 0 ? then : now).map((line) => (
          <LegendRow
            key={line.subject}
            line={line}
            before={then.find(({ subject }) => subject === line.subject)}
            {...{ step, text }}
          />
        ))}
      </ul>
    </>
  );
};

/** The lines of another answer; none without its time. */
const useLines = (read: HistoryOf, time: ReadTime | null): ReadonlyArray<Line> => {
  const [data] = useQueries({
    queries: [time].flatMap((one) => (one === null ? [] : [metricHistoryQuery(read, one)])),
    combine: (found) => found.map((one) => one.data),
  });
  return data === undefined ? [] : linesOf(data);
};

interface LegendRowProps {
  readonly line: DrawnLine;
  readonly before: DrawnLine | undefined;
  /** In s. */
  readonly step: number;
  readonly text: (value: number) => string;
}

/** A child, and its value at the shown moment. */
const LegendRow = ({ line, before, step, text }: LegendRowProps) => {
  const at = useMoment();
  const shownOf = ({ points }: Line): string => {
    const value = at === null ? points.at(-1)?.[1] : valueAt(points, step, at);
    return value === undefined ? "–" : text(value);
  };
  const { subject, look, isBefore } = line;
  return (
    <li>
      <i className={`metric-sample ${look}`} />
      {subject === null ? (
        <span className="dim">all together</span>
      ) : (
        <Link className="dim cut" to="/children/$path" params={{ path: toParam(subject) }}>
          {subject || "/"}
        </Link>
      )}
      <b className="strong">{isBefore ? "–" : shownOf(line)}</b>
      {before === undefined ? null : <span className="faint">before {shownOf(before)}</span>}
    </li>
  );
};

/** What a drawing shows, in words. */
const spokenOf = (
  { metric, agg }: MetricHistory,
  lines: ReadonlyArray<DrawnLine>,
  text: (value: number) => string,
): string => {
  const courses = lines.map(({ subject, points }) => {
    const values = points.map(([, value]) => value);
    const newest = text(values.at(-1) ?? Number.NaN);
    return `${subject ?? "all together"} ${newest}, ${text(Math.min(...values))} to ${text(Math.max(...values))}`;
  });
  return `${titleOf(metric)}, ${agg}: ${courses.join("; ") || "only the time before"}`;
};
