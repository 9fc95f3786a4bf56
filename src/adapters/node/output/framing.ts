/** The longest line, in bytes without its end; what is longer is cut into several. */
export const longestLine = 64 * 1024;

const newline = 10;
const carriageReturn = 13;

/** The nearest place at or before `place` that is not inside a UTF-8 character, as far as the bytes are UTF-8. */
const betweenCharacters = (bytes: Buffer, place: number): number => {
  for (let back = 0; back < 4; back += 1) {
    if (((bytes[place - back] ?? 0) & 0xc0) !== 0x80) return place - back;
  }
  return place;
};

/**
 * Where the line that begins at `from` ends, its line end included; null while that can't be told yet.
 * Depends on nothing but the bytes from there on, so it comes to the same in every daemon.
 */
const endOfLine = (bytes: Buffer, from: number): number | null => {
  const end = bytes.indexOf(newline, from);
  if (end >= 0 && end - from <= longestLine) return end + 1;
  return bytes.length - from > longestLine ? betweenCharacters(bytes, from + longestLine) : null;
};

/** How many whole lines there are, and how many bytes they take. */
export const wholeLines = (bytes: Buffer): { readonly lines: number; readonly length: number } => {
  let lines = 0;
  let length = 0;
  for (let end = endOfLine(bytes, 0); end !== null; end = endOfLine(bytes, end)) {
    lines += 1;
    length = end;
  }
  return { lines, length };
};

/** A line as people read it, and its place among those of the same bytes. */
interface Line {
  readonly index: number;
  readonly text: string;
  readonly terminated: boolean;
}

const lineOf = (bytes: Buffer, index: number, from: number, to: number): Line => {
  const terminated = bytes[to - 1] === newline;
  const end = terminated ? to - 1 : to;
  const withoutReturn = terminated && end > from && bytes[end - 1] === carriageReturn ? end - 1 : end;
  return { index, text: bytes.toString("utf8", from, withoutReturn), terminated };
};

/** Bytes that begin and end with a line, as lines: those in which something begins, which `next` finds. */
export const linesOf = (
  bytes: Buffer,
  next: (from: number) => number | null = (from) => from,
): ReadonlyArray<Line> => {
  const lines: Array<Line> = [];
  let [index, from] = [0, 0];
  for (let wanted = next(0); wanted !== null && from < bytes.length; index += 1) {
    const end = endOfLine(bytes, from) ?? bytes.length;
    if (wanted < end) {
      lines.push(lineOf(bytes, index, from, end));
      wanted = next(end);
    }
    from = end;
  }
  return lines;
};
