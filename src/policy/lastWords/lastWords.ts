import { type RatedLine, rateLine, relevances } from "./rateLine.ts";

/** The longest quotation, in characters. */
const maxLength = 300;

/** The last lines of a run, by stream, oldest first. */
export interface OutputTail {
  readonly stderr: ReadonlyArray<string>;
  readonly stdout: ReadonlyArray<string>;
}

/** A line that introduces the next one: `panicked at main.rs:2:5:`. */
const isAnnouncement = /:$/;

/** Parts of a stack trace, and fields of an error object. */
const isDump = /^\s*(at |\.\.\.|\[?\w+\]?: ['"[{\d-]|$)/;

/** Spring Boot's description of a failed start, which precedes a long stack trace. */
const description = (lines: ReadonlyArray<string>): RatedLine | null => {
  const banner = lines.findIndex((line) => /^APPLICATION FAILED TO START$/.test(line.trim()));
  const heading = lines.findIndex((line, index) => index > banner && /^Description:$/.test(line.trim()));
  const text =
    banner < 0 || heading < 0 ? undefined : lines.slice(heading + 1).find((line) => line.trim() !== "");
  return text === undefined ? null : { relevance: "cause", text: text.trim() };
};

/** Whether a line is the exception at the end of a Python traceback: the first line that is not indented. */
const isTracebackEnd = (lines: ReadonlyArray<string>, at: number): boolean => {
  if (/^\s|^$/.test(lines[at] ?? " ")) return false;
  const begin = lines.slice(0, at).findLastIndex((line) => !/^\s/.test(line));
  return begin >= 0 && begin < at - 1 && /Traceback \(most recent call last\):$/.test(lines[begin] ?? "");
};

/** The most relevant line of a stream; the last of several. */
const mostRelevant = (lines: ReadonlyArray<string>): RatedLine => {
  const spring = description(lines);
  if (spring) return spring;
  const said = lines.map((line, index): RatedLine => {
    const weighed = rateLine(line);
    return isTracebackEnd(lines, index) ? { ...weighed, relevance: "cause" } : weighed;
  });
  const best = relevances.find((weight) => said.some((one) => one.relevance === weight)) ?? "noise";
  const at = said.findLastIndex(({ relevance }) => relevance === best);
  const line = said[at];
  if (!line || best === "noise") return { relevance: "noise", text: "" };
  if (!isAnnouncement.test(line.text)) return line;
  const announced = lines.slice(at + 1).find((text) => !isDump.test(text) && /\w/.test(text));
  return announced === undefined ? line : { ...line, text: `${line.text} ${rateLine(announced).text}` };
};

const rankOf = ({ relevance }: RatedLine): number => relevances.indexOf(relevance);

/**
 * The line of a failed program's last output that best explains the failure. Standard output counts only if it reports a
 * problem and standard error is less relevant. Null if there was no output.
 */
export const lastWords = ({ stderr, stdout }: OutputTail): string | null => {
  const [first, second] = [mostRelevant(stderr), mostRelevant(stdout)];
  const isAboutFailure = rankOf(second) <= relevances.indexOf("problem");
  const { relevance, text } = isAboutFailure && rankOf(second) < rankOf(first) ? second : first;
  return relevance === "noise" ? null : text.slice(0, maxLength);
};
