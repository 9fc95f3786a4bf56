import { describe, expect, it } from "vitest";
import { dateAndTime, localTime } from "../../src/cli/terminal/localTime.ts";
import { eventLine } from "../../src/cli/view/lines/eventLine.ts";
import type { JournalEntry } from "../../src/domain/Event.ts";

const fact = { seq: 1, at: "2026-01-01T10:20:30.000Z", subject: "web/api", by: "system" } as const;
const time = dateAndTime(fact.at);

describe("an event as a line", () => {
  it("shows a transition with its run, its reason, and its principal unless that is the system", () => {
    const transition = {
      ...fact,
      type: "transition",
      run: 4,
      from: "running",
      to: "backoff",
      reason: "exit code 1",
    } as const;
    expect(eventLine(transition)).toBe(`${time} web/api run 4: running → backoff (exit code 1)`);
    expect(eventLine({ ...transition, subject: "", run: null, by: "user:ada" })).toBe(
      `${time} tree: running → backoff (exit code 1) by user:ada`,
    );
  });

  it("shows alarms, revisions and the daemon's own events", () => {
    expect(eventLine({ ...fact, type: "alarm", run: 4, alarm: "unkillable", reason: "pid 7 lives on" })).toBe(
      `${time} web/api: ALARM unkillable: pid 7 lives on`,
    );
    expect(
      eventLine({
        ...fact,
        type: "revision",
        by: "user:ada",
        revision: `sha256:${"ab".repeat(32)}`,
        reason: "x was added",
      }),
    ).toBe(`${time} x was added: sha256:abababababab by user:ada`);
    expect(eventLine({ ...fact, type: "daemon", action: "started", reason: "by hand" })).toBe(
      `${time} daemon started: by hand`,
    );
  });

  it("shows the principal, action, children and outcome of a request", () => {
    const stop = { type: "action", action: "stop", outcome: "done", by: "user:ada" } as const;
    const action = { ...fact, ...stop, reason: "stopped by hand" };
    expect(eventLine(action)).toBe(`${time} web/api: stop by user:ada done (stopped by hand)`);
    const paths = ["", "web/api", "web/db", "x", "y"];
    expect(eventLine({ ...action, subject: "", paths: paths.slice(0, 3) })).toBe(
      `${time} tree, web/api, web/db: stop by user:ada done (stopped by hand)`,
    );
    expect(eventLine({ ...action, subject: "", paths, outcome: "failed", reason: "x: busy" })).toBe(
      `${time} tree, web/api, web/db and 2 more: stop by user:ada failed: x: busy`,
    );
    const handOver = {
      ...action,
      subject: "",
      action: "hand_over",
      outcome: "refused",
      reason: "no",
    } as const;
    expect(eventLine({ ...handOver, by: "user:root", claim: "user:ada" })).toBe(
      `${time} tree: hand-over by user:root (who claims to be user:ada) refused: no`,
    );
  });

  it("is one line for any reason", () => {
    expect(eventLine({ ...fact, type: "daemon", action: "started", reason: "one\ntwo\u001b[2J" })).toBe(
      `${time} daemon started: one two [2J`,
    );
  });

  // F18: what had happened on another day looked like today's.
  it("has the date, except for today's events", () => {
    const started = { ...fact, type: "daemon", action: "started", reason: "by hand" } as const;
    expect(eventLine(started)).toMatch(/^2026-01-01 \d\d:\d\d:30 daemon started/);
    const now = new Date().toISOString();
    expect(eventLine({ ...started, at: now })).toBe(
      `${dateAndTime(now).slice("2026-01-01 ".length)} daemon started: by hand`,
    );
    expect(eventLine(started, localTime)).toBe(`${localTime(fact.at)} daemon started: by hand`);
  });

  it("shows events of other versions as far as possible", () => {
    const alert: unknown = {
      ...fact,
      type: "alert",
      rule: "slow",
      level: 2,
      labels: {},
      reason: "p95 is 3 s",
    };
    expect(eventLine(alert as JournalEntry)).toBe(`${time} web/api: alert rule=slow level=2: p95 is 3 s`);
    const note: unknown = { ...fact, subject: "", by: "user:ada", type: "note" };
    expect(eventLine(note as JournalEntry)).toBe(`${time} tree: note by user:ada`);
  });
});
