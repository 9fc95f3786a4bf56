import { displayWidth } from "./displayWidth.ts";

const hideCursor = "\u001b[?25l";
const showCursor = "\u001b[?25h";
/** Without wrapping, a line that is wider than computed is clipped and doesn't break the layout. */
const noWrap = "\u001b[?7l";
const wrap = "\u001b[?7h";
const clearAll = "\u001b[2J\u001b[H";
const clearLine = "\u001b[K";
const clearBelow = "\u001b[J";
const beginUpdate = "\u001b[?2026h";
const endUpdate = "\u001b[?2026l";

/** The parts of a terminal that the canvas uses. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns: number;
  readonly rows: number;
  readonly write: (text: string) => unknown;
  readonly on: (event: "resize", listener: () => void) => unknown;
  readonly off: (event: "resize", listener: () => void) => unknown;
}

/** The size of a terminal, with defaults for one that doesn't report it. */
export const sizeOf = ({ columns, rows }: Terminal): { readonly width: number; readonly height: number } => ({
  width: columns || 80,
  height: rows || 24,
});

/** Overwrites the lines drawn before, writing only those that changed. */
export class Canvas {
  /** Null: the content of the screen is unknown. */
  #drawn: ReadonlyArray<string> | null = [];
  readonly #out: Terminal;

  constructor(out: Terminal) {
    this.#out = out;
    out.write(`${hideCursor}${noWrap}${clearAll}`);
  }

  draw(lines: ReadonlyArray<string>): void {
    const drawn = this.#drawn ?? [];
    const { width, height } = sizeOf(this.#out);
    // After a line that reaches the edge, the cursor is still on its last column: clearing from there would erase it.
    const ending = (line: string): string => (displayWidth(line) < width ? clearLine : "");
    const changed = lines.flatMap((line, row) =>
      line === drawn[row] ? [] : [`\u001b[${row + 1};1H${line}${ending(line)}`],
    );
    const isSame = changed.length === 0 && lines.length === drawn.length;
    if (isSame && this.#drawn !== null) return;
    const cleared = this.#drawn === null ? clearAll : "";
    // Below the last row there is nothing: the terminal would take it for the last row.
    const below = lines.length < height ? `\u001b[${lines.length + 1};1H${clearBelow}` : "";
    this.#out.write(`${beginUpdate}${cleared}${changed.join("")}${below}${endUpdate}`);
    this.#drawn = lines;
  }

  /** Redraw everything next time: the terminal was resized, or something else was written to it. */
  forget(): void {
    this.#drawn = null;
  }

  end(): void {
    this.#out.write(`${wrap}${showCursor}`);
  }
}
