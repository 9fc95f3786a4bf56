/** An answer that is serialised already: it, or parts of it, are shared between requests. */
export class Written {
  readonly content: string | Uint8Array<ArrayBuffer>;
  /** As in the header `content-type`. */
  readonly type: string;

  constructor(content: string | Uint8Array<ArrayBuffer>, type = "application/json") {
    this.content = content;
    this.type = type;
  }
}

/** An answer for people, as `curl` shows it: lines without their last line end. */
export const plainText = (lines: ReadonlyArray<string>): Written =>
  new Written(`${lines.join("\n")}\n`, "text/plain; charset=utf-8");

export const isData = <A>(answer: A | Written): answer is A => !(answer instanceof Written);
