import type { LogLine } from "../../src/domain/LogLine.ts";
import { fullTime, preciseTime } from "../time/format.ts";
import { spansOf } from "./ansi.ts";

/** The last line of a search that has ended halfway. */
export interface Problem {
  readonly problem: string;
}

interface OutputLineProps {
  readonly line: LogLine | Problem;
  /** Left out where all lines are of one child. */
  readonly withPath?: boolean;
}

/** A line of output: when, of which child, whether on standard error, and what. */
export const OutputLine = ({ line, withPath = false }: OutputLineProps) => {
  if ("problem" in line) return <p className="line failed-ink">{line.problem}</p>;
  const { at, path, stream, text } = line;
  return (
    <p className="line">
      <time className="faint" dateTime={at} title={fullTime(at)}>
        {preciseTime(at)}
      </time>
      {withPath ? (
        <span className="line-path dim" title={path}>
          {path}
        </span>
      ) : null}
      <span className="line-stream faint" title={stream}>
        {stream === "stderr" ? "!" : ""}
      </span>
      <span>
        {spansOf(text).map(({ text: part, colour, isBold }, at_) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the spans of a line never change
          <span key={at_} className={`${colour ?? ""}${isBold ? " strong" : ""}`}>
            {part}
          </span>
        ))}
      </span>
    </p>
  );
};
