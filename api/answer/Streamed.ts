import type { Stream } from "effect";

/** Items as an answer of their own form: lines of JSON, or of text. */
export class Streamed<Item> {
  readonly items: Stream.Stream<Item>;
  /** An item as it is sent, with its line end. */
  readonly write: (item: Item) => string;
  /** Headers, with `content-type`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    items: Stream.Stream<Item>,
    write: (item: Item) => string,
    headers: Readonly<Record<string, string>>,
  ) {
    this.items = items;
    this.write = write;
    this.headers = headers;
  }
}

/** The same items, a line of JSON each. */
export const jsonLines = <Item>(
  items: Stream.Stream<Item>,
  headers: Readonly<Record<string, string>> = {},
): Streamed<Item> =>
  new Streamed(items, (item) => `${JSON.stringify(item)}\n`, {
    "content-type": "application/x-ndjson",
    ...headers,
  });

/** The same items, a line of text each. */
export const textLines = <Item>(
  items: Stream.Stream<Item>,
  lineOf: (item: Item) => string,
  headers: Readonly<Record<string, string>> = {},
): Streamed<Item> =>
  new Streamed(items, (item) => `${lineOf(item)}\n`, {
    "content-type": "text/plain; charset=utf-8",
    ...headers,
  });
