import { describe, expect, it } from "vitest";
import { eventLine } from "../../src/cli/eventLine.ts";

const fact = { seq: 1, at: "2026-01-01T10:20:30.000Z", subject: "web/api", by: "system" } as const;
const time = new Date(fact.at).toTimeString().slice(0, 8);

describe("an event as a line", () => {
  it("tells a transition with its run, its reason, and who did it if a person did", () => {
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

  it("tells alarms, revisions and the daemon's own doings", () => {
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

  it("is one line, whatever the reason holds", () => {
    expect(eventLine({ ...fact, type: "daemon", action: "started", reason: "one\ntwo\u001b[2J" })).toBe(
      `${time} daemon started: one two [2J`,
    );
  });
});
