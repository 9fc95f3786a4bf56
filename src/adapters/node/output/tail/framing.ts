/** The longest line, in bytes without its end; longer ones are split. */
export const maxLineLength = 64 * 1024;

const newline = 10;
const carriageReturn = 13;

/** The nearest position at or before `place` that is not inside a UTF-8 character, if the bytes are UTF-8. */
const characterBoundary = (bytes: Buffer, place: number): number => {
  for (let back = 0; back < 4; back += 1) {
    if (((bytes[place - back] ?? 0) & 0xc0) !== 0x80) return place - back;
  }
  return place;
};

/**
 * Where the line that starts at `from` ends, including its line end; null while that is unknown. Depends only on the
 * following bytes, so every daemon gets the same result.
 */
const endOfLine = (bytes: Buffer, from: number): number | null => {
  const end = bytes.indexOf(newline, from);
  if (end >= 0 && end - from <= maxLineLength) return end + 1;
  return bytes.length - from > maxLineLength ? characterBoundary(bytes, from + maxLineLength) : null;
};

/** The number of complete lines, and their length in bytes. */
export const wholeLines = (bytes: Buffer): { readonly lines: number; readonly length: number } => {
  let lines = 0;
  let length = 0;
  for (let end = endOfLine(bytes, 0); end !== null; end = endOfLine(bytes, end)) {
    lines += 1;
    length = end;
  }
  return { lines, length };
};

/** A decoded line, and its index among the lines of the same bytes. */
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

/** Decode bytes that consist of whole lines: those lines in which `next` finds something. */
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
