import { useMemo, useState } from "react";
import { type LineChange, lineChanges, linesOf } from "./lineDiff.ts";
import { indentOf, pathAbove } from "./yamlPath.ts";

interface Row {
  readonly key: string;
  /** `place`: the keys around the lines below. */
  readonly kind: "added" | "removed" | "place";
  readonly text: string;
}

/** The position of a change: the keys around its first line. */
const placeOf = (lines: ReadonlyArray<string>, from: number): string => {
  const indent = indentOf(lines[from] ?? "");
  const path = indent === null ? [] : pathAbove((line) => lines[line] ?? "", from, indent);
  return path.filter((key) => key !== "children").join(".") || "top";
};

const rowsOf = (
  before: ReadonlyArray<string>,
  after: ReadonlyArray<string>,
  changes: ReadonlyArray<LineChange>,
): ReadonlyArray<Row> => {
  const rows: Array<Row> = [];
  let last = "";
  for (const { fromA, toA, fromB, toB } of changes) {
    const place = fromB < toB ? placeOf(after, fromB) : placeOf(before, fromA);
    if (place !== last) rows.push({ key: `@${fromA}`, kind: "place", text: `@@ ${place}` });
    last = place;
    for (let at = fromA; at < toA; at += 1)
      rows.push({ key: `-${at}`, kind: "removed", text: `- ${before[at]}` });
    for (let at = fromB; at < toB; at += 1)
      rows.push({ key: `+${at}`, kind: "added", text: `+ ${after[at]}` });
  }
  return rows;
};

const useChanges = (before: string, after: string) =>
  useMemo(() => {
    const [former, now] = [linesOf(before), linesOf(after)];
    const changes = lineChanges(former, now);
    const added = changes.reduce((sum, { fromB, toB }) => sum + toB - fromB, 0);
    const removed = changes.reduce((sum, { fromA, toA }) => sum + toA - fromA, 0);
    return { rows: rowsOf(former, now, changes), added, removed };
  }, [before, after]);

interface DifferenceProps {
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

/** The number of rows shown before all are requested. */
const firstRows = 200;

/** A diff of two texts; nothing if they are equal. */
export const Difference = ({ title, before, after }: DifferenceProps) => {
  const { rows, added, removed } = useChanges(before, after);
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? rows : rows.slice(0, firstRows);
  return (
    <section aria-label={title}>
      <div className="config-head">
        <h2>{title}</h2>
        <span className="grow" />
        <span className="dim small">{rows.length === 0 ? "none" : `+${added} −${removed}`}</span>
      </div>
      {rows.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, for which it needs the focus
        <section className="difference" tabIndex={0} aria-label={`${title}: +${added} −${removed}`}>
          <div className="difference-all">
            {shown.map(({ key, kind, text }) => (
              <div key={key} className={kind}>
                {text}
              </div>
            ))}
          </div>
        </section>
      )}
      {shown.length < rows.length ? (
        <button type="button" className="button ghost plan-more" onClick={() => setWhole(true)}>
          Show all {rows.length} lines
        </button>
      ) : null}
    </section>
  );
};
