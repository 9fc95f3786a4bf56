/** How many characters of a line, and of an answer, a model gets: what it reads, it pays for. */
const longestLine = 500;
const longestAnswer = 20_000;

/** A line, cut if it is too long. */
export const shortened = (line: string): string =>
  line.length <= longestLine ? line : `${line.slice(0, longestLine)}… (${line.length} characters)`;

/** The last lines that are short enough together; how many others there were is said. `what`: what they are. */
export const newestThatFit = (lines: ReadonlyArray<string>, what: string): string => {
  let length = 0;
  const from = lines.findLastIndex((line) => {
    length += line.length + 1;
    return length > longestAnswer;
  });
  const kept = lines.slice(from + 1);
  const left = lines.length - kept.length;
  return [...(left === 0 ? [] : [`(${left} older ${what} left out: ask for fewer)`]), ...kept].join("\n");
};
