import type { LogLine } from "../../../domain/LogLine.ts";
import { localTime } from "../../terminal/localTime.ts";
import { paint, type Tone } from "../../terminal/style.ts";

interface LineStyle {
  readonly coloured: boolean;
  /** The only child that was named, if it was a single one. */
  readonly onlyChild: string | undefined;
  /** Whether each line begins with its time. */
  readonly timed: boolean;
}

/** Readable on dark and light backgrounds; red is for standard error. */
const palette: ReadonlyArray<Tone> = ["cyan", "magenta", "green", "blue", "yellow"];

/** Always the same for a path, whatever other children there are. */
export const toneOf = (path: string): Tone => {
  let hash = 0;
  for (const character of path) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return palette[hash % palette.length] ?? "cyan";
};

/** The name before a line; none if only this child was named. */
const prefixOf = (path: string, onlyChild: string | undefined): string | null =>
  onlyChild !== undefined && (path === onlyChild || path.endsWith(`/${onlyChild}`)) ? null : path;

/** Formats a line of output for people. */
export const formatLogLine =
  ({ coloured, onlyChild, timed }: LineStyle) =>
  ({ at, path, stream, text, provisional }: LogLine): string => {
    const time = timed ? `${paint(localTime(at), "dim", coloured)} ` : "";
    const name = prefixOf(path, onlyChild);
    const prefix = name === null ? "" : `${paint(`${name} |`, toneOf(name), coloured)} `;
    // Its end is still missing; it is printed again when it is complete.
    const shown = provisional ? `${text} …` : text;
    return `${time}${prefix}${stream === "stderr" ? paint(shown, "red", coloured) : shown}`;
  };
