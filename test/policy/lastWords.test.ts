import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { lastWords, type OutputTail } from "../../src/policy/lastWords/lastWords.ts";

const directory = join(import.meta.dirname, "lastWords");

interface Recorded {
  readonly name: string;
  readonly expected: string;
  readonly ending: OutputTail;
}

/** `expect:` and the line, then what was printed on each stream. */
const read = (file: string): Recorded => {
  const text = readFileSync(join(directory, file), "utf8");
  const expected = /^expect: (.*)\n/.exec(text)?.[1] ?? "";
  const part = (stream: string): ReadonlyArray<string> =>
    new RegExp(`^--- ${stream}\n([^]*?)(?=^--- |$(?![^]))`, "m").exec(text)?.[1]?.split("\n").slice(0, -1) ??
    [];
  return {
    name: basename(file, ".txt"),
    expected,
    ending: { stderr: part("stderr"), stdout: part("stdout") },
  };
};

const recorded = readdirSync(directory).map(read);

// F11. Cause: the last line that was not indented was quoted, which for Node's commonest failure is "Emitted 'error' event on
// Server instance at:". The endings are those of real programs, or made after their documented formats.
describe("the last words of a program that failed are the line that explains it", () => {
  it("for at least forty recorded outputs", () => {
    expect(recorded.length).toBeGreaterThanOrEqual(40);
  });

  it.each(recorded)("$name", ({ expected, ending }) => {
    expect(lastWords(ending)).toBe(expected === "(nothing)" ? null : expected);
  });
});

const onStandardError = (...stderr: ReadonlyArray<string>): string | null =>
  lastWords({ stderr, stdout: [] });

describe("the last words of a program that failed", () => {
  it("are its last line if none is more relevant than another", () => {
    expect(onStandardError("starting", "reading the settings", "")).toBe("reading the settings");
  });

  it("are none without output", () => {
    expect(onStandardError()).toBeNull();
    expect(onStandardError("", "  ")).toBeNull();
  });

  it("are not on standard output, unless it reports a problem", () => {
    expect(lastWords({ stderr: [], stdout: ["listening on 3000"] })).toBeNull();
    expect(lastWords({ stderr: ["starting"], stdout: ["cannot open the database"] })).toBe(
      "cannot open the database",
    );
    expect(lastWords({ stderr: ["no such port"], stdout: ["cannot open the database"] })).toBe(
      "no such port",
    );
  });

  it("are truncated if they are long", () => {
    expect(onStandardError(`Error: ${"x".repeat(1_000)}`)).toHaveLength(300);
  });
});
