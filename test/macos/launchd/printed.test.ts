import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jobState } from "../../../launchd/launchd/jobState.ts";
import { type PrintedJob, readDisabledLabels, readPrintedJob } from "../../../launchd/launchd/printed.ts";

const folder = join(import.meta.dirname, "../fixtures/launchctl");
const fixture = (name: string): string => readFileSync(join(folder, name), "utf8");
const node = "/opt/homebrew/opt/node/bin/node";

/** What each fixture says of a job, and the state and the problem that this means for a service. */
const expected: Readonly<Record<string, readonly [Partial<PrintedJob>, string, RegExp | null]>> = {
  "gui-running": [{ pid: 7301, runs: 1, lastEnd: null, exitTimeoutS: 60, program: node }, "running", null],
  "gui-running-after-kill": [{ pid: 7402, runs: 2, lastEnd: { signal: "SIGKILL" } }, "running", null],
  "gui-loaded-never-ran": [{ pid: null, runs: 0, lastEnd: null }, "stopped", null],
  "gui-exited-0": [{ pid: null, runs: 1, lastEnd: { code: 0 } }, "stopped", null],
  "gui-exited-5": [{ pid: null, runs: 3, lastEnd: { code: 5 } }, "stopped", /has ended with an error/],
  "gui-interval": [{ pid: null, runs: 12, lastEnd: { code: 0 } }, "stopped", null],
  "gui-signal": [{ pid: null, lastEnd: { signal: "SIGSEGV" } }, "stopped", /has ended with an error/],
  "gui-pended": [{ pid: null, runs: 7, isPended: true }, "stopped", /does not start it by itself/],
  "gui-sigtermed": [{ pid: 7301, state: "SIGTERMed" }, "stopping", null],
  "gui-spawn-scheduled": [{ pid: null, runs: 18, lastEnd: { code: 1 } }, "failing", null],
  "gui-exit-reason": [
    { runs: 324, lastEnd: { reason: 'OS_REASON_EXEC | Error -413 "No matching profile found"' } },
    "failing",
    null,
  ],
  "system-running": [{ pid: 611, path: "/Library/LaunchDaemons/org.sentinel.daemon.plist" }, "running", null],
  "system-no-program": [
    { pid: null, runs: 6, lastEnd: { code: 78 }, isInPenaltyBox: true },
    "failing",
    /Cellar\/node\/24\.9\.0_1\/bin\/node doesn't exist any more/,
  ],
};

describe("what launchctl prints about a job", () => {
  for (const [name, [job, state, problem]] of Object.entries(expected)) {
    it(`${name}: ${state}`, () => {
      const printed = readPrintedJob(fixture(`print-${name}.txt`));
      expect(printed).toMatchObject(job);
      if (printed === null) throw new Error("no job");
      const found = jobState(printed, "/a.plist", (path) => path === node);
      expect(found.state).toBe(state);
      if (problem === null) expect(found.problems).toEqual([]);
      else expect(found.problems.map(({ what }) => what).join()).toMatch(problem);
    });
  }

  it("is known for every fixture", () => {
    const names = readdirSync(folder).flatMap(
      (name) => /^print-((?:gui|system)-.*)\.txt$/.exec(name)?.[1] ?? [],
    );
    expect(Object.keys(expected).sort()).toEqual(names.sort());
  });

  it("for a moment after a start names another program, and is starting", () => {
    const running = fixture("print-gui-running.txt");
    for (const state of ["xpcproxy", "trampoline"]) {
      const printed = readPrintedJob(running.replace("\tstate = running", `\tstate = ${state}`));
      expect(printed && jobState(printed, "/a.plist", () => true).state).toBe("starting");
    }
  });

  it("with 78 and a program that exists points to the log", () => {
    const printed = readPrintedJob(fixture("print-system-no-program.txt"));
    const [problem] = printed === null ? [] : jobState(printed, "/a.plist", () => true).problems;
    expect(problem?.what).toContain("(78)");
    expect(problem?.remedy).toContain("sentinel service logs");
  });

  it("in a state that is not known, without a pid, is unknown", () => {
    const printed = readPrintedJob(
      fixture("print-gui-exited-0.txt").replace("state = not running", "state = levitating"),
    );
    expect(printed && jobState(printed, "/a.plist", () => true).state).toBe("unknown");
  });

  it("is about no job if it has no state: that of a coalition does not count", () => {
    expect(readPrintedJob(fixture("print-gui-running.txt").replace("\tstate = running\n", ""))).toBeNull();
    expect(readPrintedJob("")).toBeNull();
  });
});

describe("which services are disabled", () => {
  it("is said in words since macOS 13, and by true before", () => {
    expect(readDisabledLabels(fixture("print-disabled-13-to-15.txt"))).toEqual(["org.sentinel.daemon"]);
    expect(readDisabledLabels(fixture("print-disabled-older.txt"))).toEqual(["org.sentinel.daemon"]);
  });
});
