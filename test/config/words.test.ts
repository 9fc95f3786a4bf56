import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { interpolate, withoutVariables } from "../../src/config/assemble/interpolate.ts";
import { emptyMap, type Located, type Position } from "../../src/config/diagnostics/located.ts";
import { makeReport } from "../../src/config/diagnostics/report.ts";
import { formatDuration, parseDuration } from "../../src/config/language/duration.ts";
import { formatSize, parseSize } from "../../src/config/language/size.ts";
import { toNewest } from "../../src/config/language/version.ts";
import { parseCommandLine } from "../../src/config/read/service/commandLine.ts";
import { isShellWord } from "../../src/config/read/service/shellWords.ts";
import { allSignals, parseSignal, realTimeName, realTimeNumber } from "../../src/domain/tree/signals.ts";

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

  it("read back as the same value when printed", () => {
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

  it("read back as the same value when printed", () => {
    expect([0, 1, 1024, 1000, 536_870_912].map(formatSize)).toEqual(["0B", "1B", "1KiB", "1KB", "512MiB"]);
    fc.assert(
      fc.property(fc.nat(), (bytes) => {
        expect(parseSize(formatSize(bytes))).toBe(bytes);
      }),
    );
  });
});

describe("a command", () => {
  it("without shell syntax is run directly", () => {
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

  // R1, F7: a lone builtin was looked for as a program: "exec was not found".
  it("that begins with a word that only a shell knows gets one", () => {
    for (const text of [
      ...[
        "exec sleep 1000",
        "exit 3",
        "A=1 exec sleep 5",
        "ulimit -n 100",
        "cd x && y",
        ". ./env",
        "source env",
      ],
      ...[
        "export A",
        "trap x TERM",
        "if true",
        "while true",
        "{ a",
        "! a",
        ": nothing",
        "set -e",
        "umask 022",
      ],
      ...["command -v node", "'exec' sleep 5", "eval a", "wait", "read line", "unset A", "times", "kill 1"],
    ]) {
      expect(parseCommandLine(text)).toEqual({ shell: text });
    }
  });

  it("that begins with a builtin that is also a program needs no shell", () => {
    for (const text of ["echo a", "test -f x", "true", "false", "printf a", "pwd", "env exec", "time a"]) {
      expect(parseCommandLine(text)).toEqual({ argv: text.split(" ") });
    }
  });

  it("keeps plain words as they are", () => {
    const word = fc.stringMatching(/^[a-z0-9/._-]+$/).filter((text) => !isShellWord(text));
    fc.assert(
      fc.property(word, fc.array(word), (first, rest) => {
        expect(parseCommandLine([first, ...rest].join(" "))).toEqual({ argv: [first, ...rest] });
      }),
    );
  });
});

describe("signals", () => {
  it("are accepted in any notation", () => {
    expect(["TERM", "sigterm", "SIGUSR1", "SIGTREM"].map(parseSignal)).toEqual([
      "SIGTERM",
      "SIGTERM",
      "SIGUSR1",
      null,
    ]);
  });

  // R9: Sentinel printed names that it refused.
  it("include real-time signals, and Linux's numbers", () => {
    const typed = ["SIGRTMIN", "RTMIN+3", "rtmax", "SIGRTMAX-27", "34", "37", "64", "15", "POLL", "PWR"];
    expect(typed.map(parseSignal)).toEqual([
      ...["SIGRTMIN", "SIGRTMIN+3", "SIGRTMIN+30", "SIGRTMIN+3", "SIGRTMIN", "SIGRTMIN+3", "SIGRTMIN+30"],
      ...["SIGTERM", "SIGIO", "SIGPWR"],
    ]);
    for (const wrong of ["0", "32", "65", "RTMIN+31", "RTMIN-1", "RTMAX+1", "RTMIN+", "constructor"])
      expect(parseSignal(wrong), wrong).toBeNull();
  });

  it("have names that read back as they are printed", () => {
    expect(allSignals).toHaveLength(62);
    for (const name of allSignals) expect(parseSignal(name)).toBe(name);
    const numbers = Array.from({ length: 31 }, (_, index) => index + 34);
    expect(numbers.map((number) => realTimeNumber(realTimeName(number) ?? ""))).toEqual(numbers);
  });
});

describe("text without variables", () => {
  it("reads back unchanged, for any content", () => {
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

  it("is converted through every later version", () => {
    expect([1, 2, 3].map(keys)).toEqual([["two", "three"], ["three"], []]);
  });

  it("is version 1 if it has no version", () => {
    expect([...toNewest(emptyMap(at), makeReport("x.yaml", ""), steps).entries.keys()]).toEqual([
      "two",
      "three",
    ]);
  });
});
