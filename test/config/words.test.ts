import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCommandLine } from "../../src/config/commandLine.ts";
import { formatDuration, parseDuration } from "../../src/config/duration.ts";
import { interpolate, withoutVariables } from "../../src/config/interpolate.ts";
import { emptyMap, type Located, type Position } from "../../src/config/located.ts";
import { makeReport } from "../../src/config/report.ts";
import { formatSize, parseSize } from "../../src/config/size.ts";
import { toNewest } from "../../src/config/version.ts";
import { parseSignal } from "../../src/domain/signals.ts";

const at: Position = {
  source: { file: "x.yaml", directory: "/", text: "", namedAt: null },
  line: 1,
  column: 1,
};

describe("durations", () => {
  it("are written with their units", () => {
    expect(["500ms", "10s", "1h30m", "2d", 0, "1.5s", "0.4ms"].map(parseDuration)).toEqual([
      500, 10_000, 5_400_000, 172_800_000, 0, 1500, 0,
    ]);
    for (const wrong of ["10", 10, "s", "", "1 s", "-1s", "1w", "3651d"])
      expect(parseDuration(wrong)).toBeNull();
  });

  it("are printed so that they are read as the same", () => {
    expect([0, 1, 1500, 60_000, 5_400_000, 90_061_000].map(formatDuration)).toEqual([
      "0s",
      "1ms",
      "1500ms",
      "1m",
      "1h30m",
      "1d1h1m1s",
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 315_360_000_000 }), (ms) => {
        expect(parseDuration(formatDuration(ms))).toBe(ms);
      }),
    );
  });
});

describe("sizes", () => {
  it("are written with their units, of 1000 or of 1024", () => {
    expect(["0", "100B", "512MB", "512MiB", "1.5 GiB", "2kb"].map(parseSize)).toEqual([
      0, 100, 512_000_000, 536_870_912, 1_610_612_736, 2000,
    ]);
    for (const wrong of ["512", 512, "512M", "-1MB", "MB", "1PB"]) expect(parseSize(wrong)).toBeNull();
  });

  it("are printed so that they are read as the same", () => {
    expect([0, 1, 1024, 1000, 536_870_912].map(formatSize)).toEqual(["0B", "1B", "1KiB", "1KB", "512MiB"]);
    fc.assert(
      fc.property(fc.nat(), (bytes) => {
        expect(parseSize(formatSize(bytes))).toBe(bytes);
      }),
    );
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

describe("signals", () => {
  it("may be written in any way", () => {
    expect(["TERM", "sigterm", "SIGUSR1", "SIGTREM"].map(parseSignal)).toEqual([
      "SIGTERM",
      "SIGTERM",
      "SIGUSR1",
      null,
    ]);
  });
});

describe("text without variables", () => {
  it("is read as it was, whatever it holds", () => {
    const dollars = fc.stringMatching(/^[${}A:?a-]*$/);
    fc.assert(
      fc.property(dollars, (text) => {
        const report = makeReport("x.yaml", "");
        const scalar: Located = { kind: "scalar", at, value: withoutVariables(text) };
        expect(interpolate(scalar, {}, report)).toEqual({ ...scalar, value: text });
        expect(report.errors()).toEqual([]);
      }),
    );
  });
});

describe("a file of an older version", () => {
  const versioned = (version: number) => ({
    ...emptyMap(at),
    entries: new Map([["version", { keyAt: at, value: { kind: "scalar" as const, at, value: version } }]]),
  });
  const say = (word: string) => (file: ReturnType<typeof emptyMap>) => ({
    ...file,
    entries: new Map(file.entries).set(word, {
      keyAt: at,
      value: { kind: "scalar" as const, at, value: word },
    }),
  });
  const steps = [say("two"), say("three")];
  const keys = (version: number) => [
    ...toNewest(versioned(version), makeReport("x.yaml", ""), steps).entries.keys(),
  ];

  it("goes through every later version", () => {
    expect([1, 2, 3].map(keys)).toEqual([["two", "three"], ["three"], []]);
  });

  it("is of version 1 when it does not say", () => {
    expect([...toNewest(emptyMap(at), makeReport("x.yaml", ""), steps).entries.keys()]).toEqual([
      "two",
      "three",
    ]);
  });
});
