import type { RunName } from "../../domain/LogLine.ts";

/** Numbers as ranges: `1, 3–5`. */
const formatRanges = (numbers: ReadonlyArray<number>): string => {
  const spans: Array<[number, number]> = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last && number <= last[1] + 1) last[1] = number;
    else spans.push([number, number]);
  }
  return spans.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
};

const runsOfChild = (path: string, runs: ReadonlyArray<number>): string =>
  `${path} ${runs.length === 1 ? "run" : "runs"} ${formatRanges(runs)}`;

/** How many children are named; the rest is counted. */
const maxNamed = 5;

/** The message that nothing is kept of a run; null if the run is kept and has printed nothing. */
export const noSuchRun = (run: number, kept: ReadonlyArray<RunName>): string | null => {
  if (kept.some((one) => one.run === run)) return null;
  const paths = [...new Set(kept.map(({ path }) => path))];
  const each = paths.slice(0, maxNamed).map((path) =>
    runsOfChild(
      path,
      kept.flatMap((one) => (one.path === path ? [one.run] : [])),
    ),
  );
  const rest = paths.length > maxNamed ? [`${paths.length - maxNamed} more`] : [];
  const available =
    each.length === 0 ? "there is no output at all" : `there is output of ${[...each, ...rest].join(", ")}`;
  return `no output of run ${run} is kept; ${available}`;
};
