import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { problemsOf } from "../../launchd/systemd/state/problemsOf.ts";
import { readProperties } from "../../launchd/systemd/state/properties.ts";
import { readState } from "../../launchd/systemd/state/stateOf.ts";
import { renderUnit } from "../../launchd/systemd/unit/renderUnit.ts";
import { serviceOptions } from "./serviceOptions.ts";

const folder = mkdtempSync(join(tmpdir(), "sentinel-states-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const definition = join(folder, "sentinel-shop.service");

/** What systemd 252 prints for a unit that was installed and runs, with what differs. */
const shown = (differences: Readonly<Record<string, string>> = {}): ReturnType<typeof readProperties> =>
  readProperties(
    Object.entries({
      ...{ MainPID: "28729", NRestarts: "0", Result: "success", ExecMainCode: "0", ExecMainStatus: "0" },
      ...{ ExecMainStartTimestampMonotonic: "1425068980", LoadState: "loaded", ActiveState: "active" },
      ...{ SubState: "running", UnitFileState: "enabled", NeedDaemonReload: "no", StatusText: "2 of 2 run" },
      ...differences,
    })
      .map(([name, value]) => `${name}=${value}\n`)
      .join(""),
  );

const stateOf = (differences: Readonly<Record<string, string>>) => readState(shown(differences), definition);

const problems = (
  differences: Readonly<Record<string, string>>,
  scope: "user" | "system" = "system",
): ReadonlyArray<string> =>
  problemsOf({ label: "sentinel-shop", scope }, stateOf(differences), shown(differences), "ada").map(
    ({ what, remedy }) => `${what}; ${remedy}`,
  );

const dead = { MainPID: "0", ActiveState: "inactive", SubState: "dead" };
const betweenStarts = { MainPID: "0", ActiveState: "activating", SubState: "auto-restart" };

describe("the state of a service", () => {
  it.each([
    ["running", {}],
    ["running", { ActiveState: "reloading", SubState: "reload" }],
    ["starting", { ActiveState: "activating", SubState: "start" }],
    ["failing", { ...betweenStarts, Result: "exit-code", ExecMainCode: "1", ExecMainStatus: "1" }],
    // After a hand-over.
    ["starting", betweenStarts],
    ["stopping", { ActiveState: "deactivating", SubState: "stop-sigterm" }],
    ["stopped", dead],
    ["stopped", { ...dead, ActiveState: "failed", SubState: "failed", Result: "exit-code" }],
    ["disabled", { ...dead, UnitFileState: "disabled" }],
    ["disabled", { ...dead, UnitFileState: "masked", LoadState: "masked" }],
    ["not installed", { ...dead, LoadState: "not-found", UnitFileState: "" }],
    ["unknown", { ActiveState: "maintenance" }],
  ] as const)("is %s where systemd says %j", (state, differences) => {
    expect(stateOf(differences).state).toBe(state);
  });

  it("has a pid while there is a process, and counts its starts", () => {
    expect(stateOf({ NRestarts: "3" })).toMatchObject({ pid: 28729, starts: 4 });
    expect(stateOf({ ...dead, ExecMainStartTimestampMonotonic: "0" })).toMatchObject({
      pid: null,
      starts: 0,
    });
    // Systemd before 235 doesn't count.
    expect(readState(readProperties("MainPID=1\nActiveState=active\n"), definition).starts).toBeNull();
  });

  it.each([
    [{ ExecMainCode: "1", ExecMainStatus: "75" }, { code: 75 }],
    [{ ExecMainCode: "2", ExecMainStatus: "9" }, { signal: "SIGKILL" }],
    [{ ExecMainCode: "3", ExecMainStatus: "6" }, { signal: "SIGABRT" }],
    [{ ExecMainCode: "0", ExecMainStatus: "0" }, null],
    [
      { Result: "watchdog", ExecMainCode: "2", ExecMainStatus: "9" },
      { reason: "it no longer reported to systemd, which killed it" },
    ],
    [
      { Result: "exit-code", ExecMainCode: "1", ExecMainStatus: "203" },
      { reason: "its program can't be executed (exit code 203 of systemd)" },
    ],
  ])("tells the last end: %j", (differences, end) => {
    expect(stateOf(differences).lastEnd).toEqual(end);
  });
});

describe("the problems of a service", () => {
  it("are none if it runs, and its programs are there", () => {
    writeFileSync(
      definition,
      renderUnit({ ...serviceOptions, node: process.execPath, program: import.meta.filename }),
    );
    expect(problems({})).toEqual([]);
  });

  it("name a program that is gone, and how to write the current path", () => {
    const program = join(folder, "a b/sentinel.js");
    writeFileSync(definition, renderUnit({ ...serviceOptions, node: process.execPath, program }));
    expect(problems({})).toEqual([
      `it runs ${program}, which no longer exists; \`sentinel service install\` writes the current paths`,
    ]);
    rmSync(definition);
  });

  it("say that an error is final, and that one is not", () => {
    const failed = { ...dead, ActiveState: "failed", ExecMainCode: "1", ExecMainStatus: "78" };
    expect(problems(failed)[0]).toContain("so systemd does not start it again;");
    expect(problems({ ...betweenStarts, Result: "exit-code" })[0]).toBe(
      "its daemon ends with an error; `sentinel service logs` shows why; mend that, then `sentinel service start`",
    );
  });

  it("say what it waits for", () => {
    const waiting = {
      ActiveState: "activating",
      SubState: "start",
      StatusText: "waits: the home /x is not there",
    };
    expect(problems(waiting)[0]).toMatch(/^it waits: the home \/x is not there; /);
    expect(problems({ ...waiting, StatusText: "starts" })).toEqual([]);
  });

  it("say that a changed unit was not read", () => {
    expect(problems({ NeedDaemonReload: "yes" })[0]).toContain("`systemctl daemon-reload`");
  });

  it("say that a user who does not linger loses the service with the last session", () => {
    expect(problems({}, "user")).toEqual([
      "it starts when ada logs in, and is stopped with its children when the last session of ada ends; to have it start with the machine and stay, let ada linger: `sudo loginctl enable-linger ada`",
    ]);
  });
});
