import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Either } from "effect";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCommandLine } from "../../src/config/commandLine.ts";
import { parseDuration } from "../../src/config/duration.ts";
import { formatErrors } from "../../src/config/formatErrors.ts";
import { parseTree } from "../../src/config/parseTree.ts";
import { parseSignal } from "../../src/domain/signals.ts";

const golden = join(import.meta.dirname, "golden");

/** A tree or the report of its errors, as text; the first line of a file may name an environment. */
const outcome = (file: string): string => {
  const text = readFileSync(join(golden, file), "utf8");
  const environment = /^# environment: (\w+)/.exec(text)?.[1];
  const options = { file, directory: "/srv/app", variables: { NAME: "value", EMPTY: "" } };
  const parsed = parseTree(text, environment === undefined ? options : { ...options, environment });
  return Either.match(parsed, {
    onRight: (tree) => `${JSON.stringify(tree, null, 2)}\n`,
    onLeft: (errors) => `${formatErrors(errors)}\n`,
  });
};

describe("a configuration file", () => {
  for (const file of readdirSync(golden).filter((name) => name.endsWith(".yaml"))) {
    it(`${file} comes to what stands beside it`, async () => {
      await expect(outcome(file)).toMatchFileSnapshot(join(golden, file.replace(".yaml", ".out")));
    });
  }

  it("never throws, whatever it holds", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (json) => {
        const parsed = parseTree(json, { file: "x.yaml", directory: "/", variables: {} });
        expect(Either.isLeft(parsed)).toBe(true);
      }),
    );
  });
});

describe("durations", () => {
  it("are written with their units", () => {
    expect(["500ms", "10s", "1h30m", "2d", 0, "1.5s"].map(parseDuration)).toEqual([
      500, 10_000, 5_400_000, 172_800_000, 0, 1500,
    ]);
    expect(["10", 10, "s", "", "1 s", "-1s", "1w"].map(parseDuration)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});

describe("a command", () => {
  it("without shell syntax is run directly, word for word", () => {
    expect(parseCommandLine(`node server.js --name "a b" 'c d' e\\ f`)).toEqual({
      argv: ["node", "server.js", "--name", "a b", "c d", "e f"],
    });
  });

  it("that needs a shell gets one", () => {
    for (const text of ["a | b", "a && b", "echo $HOME", "ls *.js", "A=1 b", "a > b", "(a)", "a; b"]) {
      expect(parseCommandLine(text)).toEqual({ shell: text });
    }
    expect(parseCommandLine("  ")).toBeNull();
  });

  it("keeps plain words as they are", () => {
    const word = fc.stringMatching(/^[a-z0-9/._-]+$/);
    fc.assert(
      fc.property(word, fc.array(word), (first, rest) => {
        expect(parseCommandLine([first, ...rest].join(" "))).toEqual({ argv: [first, ...rest] });
      }),
    );
  });
});

describe("names that were probably meant", () => {
  it("hold for signals in any writing", () => {
    expect(["TERM", "sigterm", "SIGUSR1", "SIGTREM"].map(parseSignal)).toEqual([
      "SIGTERM",
      "SIGTERM",
      "SIGUSR1",
      null,
    ]);
  });
});
