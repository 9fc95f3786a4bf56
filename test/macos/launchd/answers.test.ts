import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Meaning, meaningOf, type Verb } from "../../../launchd/launchd/answers.ts";

interface Row {
  readonly argv: readonly [string, ...ReadonlyArray<string>];
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly means: string;
}

const rows: ReadonlyArray<Row> = JSON.parse(
  readFileSync(join(import.meta.dirname, "../fixtures/launchctl/errors.json"), "utf8"),
);

/** What each row means, by its verb and code, and a part of what a person is told. */
const expected: Readonly<Record<string, readonly [Meaning["kind"], string]>> = {
  "print 113": ["not loaded", "`sentinel service start` loads it"],
  "print 112": ["no domain", "not logged in at the screen"],
  "print 125": ["no domain", "sudo sentinel service install --system --as USER"],
  "print 64": ["refused", "choose another --name"],
  "bootstrap 5": ["input/output error", "log show --predicate"],
  "bootstrap 37": ["in progress", "still stopping"],
  "bootstrap 119": ["refused", "Login Items & Extensions"],
  "bootstrap 125": ["no domain", "background items are switched off"],
  "bootstrap 122": ["refused", "root:wheel with mode 644"],
  "bootstrap 1": ["refused", "`sudo`"],
  "bootout 3": ["done", ""],
  "bootout 36": ["in progress", "still stopping"],
  "bootout 125": ["done", ""],
  "kickstart 113": ["not loaded", "not loaded"],
  "kickstart 0": ["done", ""],
  "kill 3": ["not loaded", "doesn't run"],
  // Not a verb that we use, but the form of its answer: a failure that is only printed.
  "load 0": ["input/output error", "(5)"],
};

describe("what launchctl answers", () => {
  for (const { argv, code, stdout, stderr, means } of rows) {
    const [verb] = argv;
    it(`${verb} ${code}: ${means}`, () => {
      const { kind, what, remedy } = meaningOf(verb as Verb, { code, out: stdout, err: stderr });
      const [wanted, told] = expected[`${verb} ${code}`] ?? [];
      expect(kind).toBe(wanted);
      expect(`${what}; ${remedy}`).toContain(told);
    });
  }

  it("with a code that is not known, is passed on in its own words", () => {
    const meaning = meaningOf("bootstrap", {
      code: 153,
      out: "",
      err: "Bootstrap failed: 153: Something new\n",
    });
    expect(meaning).toMatchObject({ kind: "refused", what: expect.stringContaining("153: Something new") });
  });
});
