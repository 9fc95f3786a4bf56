const hideCursor = "\u001b[?25l";
const showCursor = "\u001b[?25h";
/** Without wrapping, a line with characters of double width ends at the edge and spoils no other. */
const noWrap = "\u001b[?7l";
const wrap = "\u001b[?7h";
const clearAll = "\u001b[2J\u001b[H";
const clearLine = "\u001b[K";
const clearBelow = "\u001b[J";
const beginUpdate = "\u001b[?2026h";
const endUpdate = "\u001b[?2026l";

/** The part of a terminal that is drawn on. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns: number;
  readonly rows: number;
  readonly write: (text: string) => unknown;
  readonly on: (event: "resize", listener: () => void) => unknown;
  readonly off: (event: "resize", listener: () => void) => unknown;
}

/** Draws lines over the ones it has drawn before, writing only those that changed. */
export class Canvas {
  #drawn: ReadonlyArray<string> = [];
  readonly #out: Terminal;

  constructor(out: Terminal) {
    this.#out = out;
    out.write(`${hideCursor}${noWrap}${clearAll}`);
  }

  draw(lines: ReadonlyArray<string>): void {
    const changed = lines.flatMap((line, row) =>
      line === this.#drawn[row] ? [] : [`\u001b[${row + 1};1H${line}${clearLine}`],
    );
    if (changed.length === 0 && lines.length === this.#drawn.length) return;
    const below = `\u001b[${lines.length + 1};1H${clearBelow}`;
    this.#out.write(`${beginUpdate}${changed.join("")}${below}${endUpdate}`);
    this.#drawn = lines;
  }

  /** Everything has to be drawn again: the terminal has another size. */
  forget(): void {
    this.#drawn = [];
    this.#out.write(clearAll);
  }

  end(): void {
    this.#out.write(`${wrap}${showCursor}`);
  }
}
