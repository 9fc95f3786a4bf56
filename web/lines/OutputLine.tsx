import { type MouseEvent, memo } from "react";
import type { LogLine } from "../../src/domain/LogLine.ts";
import { fullTime, preciseTime } from "../time/format.ts";
import { spansOf } from "./ansi.ts";
import type { Range } from "./search/LineSearch.ts";
import { markedSpans } from "./search/marked.ts";

/** The last line of a stream that has ended early. */
export interface Problem {
  readonly problem: string;
}

interface OutputLineProps {
  readonly line: LogLine | Problem;
  /** Left out if all lines are of one child. */
  readonly withPath?: boolean;
  /** The ranges that match the search. */
  readonly ranges?: ReadonlyArray<Range>;
  readonly isSelected?: boolean;
  /** A link to the line, and the handler that replaces following it. */
  readonly href?: string;
  readonly onSelect?: (line: LogLine) => void;
}

const none: ReadonlyArray<Range> = [];

const classOf = (colour: string | null, isBold: boolean): string =>
  `${colour ?? ""}${isBold ? " strong" : ""}`;

/** A line of output: time, child, stream and text. */
export const OutputLine = memo(
  ({ line, withPath = false, ranges = none, isSelected = false, href, onSelect }: OutputLineProps) => {
    if ("problem" in line) return <p className="line failed-ink">{line.problem}</p>;
    const { at, path, stream, text, provisional } = line;
    const time = (
      <time className="faint" dateTime={at} title={fullTime(at)}>
        {preciseTime(at)}
      </time>
    );
    const onClick = (event: MouseEvent): void => {
      if (onSelect === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      onSelect(line);
    };
    return (
      <p className={isSelected ? "line selected" : "line"} {...(isSelected ? { "aria-current": true } : {})}>
        {href === undefined ? (
          time
        ) : (
          <a className="line-time" href={href} onClick={onClick} tabIndex={isSelected ? 0 : -1}>
            {time}
          </a>
        )}
        {withPath ? (
          <span className="line-path dim" title={path}>
            {path}
          </span>
        ) : null}
        <span className="line-stream faint" title={stream}>
          {stream === "stderr" ? "!" : ""}
        </span>
        <span className={provisional === true ? "line-text dim" : "line-text"}>
          {markedSpans(spansOf(text), ranges).map(({ text: part, colour, isBold, isHit }, index) =>
            isHit ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: the spans of a line never change
              <mark key={index}>{part}</mark>
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: the spans of a line never change
              <span key={index} className={classOf(colour, isBold)}>
                {part}
              </span>
            ),
          )}
        </span>
      </p>
    );
  },
);
OutputLine.displayName = "OutputLine";
