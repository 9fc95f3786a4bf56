import type { ChildPath } from "../../domain/tree/ChildPath.ts";

/** How long missed lines are added up before they are reported, in ms. */
const interval = 1_000;

/** Counts the lines that a follower has missed. */
interface MissedLines {
  /** So many more of a child are gone. */
  readonly add: (path: ChildPath, lines: number) => void;
  /** Report what has not been reported yet. */
  readonly tell: () => void;
}

/**
 * Report on standard error how many lines of each child were removed before they could be shown: at most once a second,
 * since one stream of a child may lose a line between any two of the other.
 */
export const reportMissed = (
  report = (what: string): void => void process.stderr.write(`sentinel: ${what}\n`),
): MissedLines => {
  const missed = new Map<ChildPath, number>();
  let timer: NodeJS.Timeout | null = null;
  const tell = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    for (const [path, lines] of missed)
      report(
        `${lines} ${lines === 1 ? "line" : "lines"} of ${path} can't be shown: removed by the limits of its \`logs\` before ${lines === 1 ? "it was" : "they were"} read; raise max_files, max_size or max_total, or follow fewer children`,
      );
    missed.clear();
  };
  const add: MissedLines["add"] = (path, lines) => {
    missed.set(path, (missed.get(path) ?? 0) + lines);
    timer ??= setTimeout(tell, interval).unref();
  };
  return { add, tell };
};
