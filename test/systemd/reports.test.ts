import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { takeNotifyVariables } from "../../launchd/systemd/notify/notifyVariables.ts";
import { Reports } from "../../launchd/systemd/notify/Reports.ts";

const sent: Array<string> = [];
const send = (message: string): void => void sent.push(message);

beforeEach(() => {
  sent.length = 0;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** The messages of so many ms. */
const during = (ms: number): ReadonlyArray<string> => {
  sent.length = 0;
  vi.advanceTimersByTime(ms);
  return [...sent];
};

describe("what systemd is told of a daemon", () => {
  it("that it starts, and needs more time, as long as it starts", () => {
    const reports = new Reports(send, null);
    reports.starting();
    expect(sent).toEqual(["EXTEND_TIMEOUT_USEC=30000000\nSTATUS=starts"]);
    expect(during(60_000).length).toBeGreaterThanOrEqual(8);
    reports.close();
    expect(during(60_000)).toEqual([]);
  });

  it("what it waits for, on one line", () => {
    const reports = new Reports(send, null);
    reports.waiting("a home\nSTOPPING=1");
    expect(sent).toEqual(["EXTEND_TIMEOUT_USEC=30000000\nSTATUS=waits: a home STOPPING=1"]);
    reports.close();
  });

  it("that it is ready and alive, three times within the watchdog's timeout", () => {
    const reports = new Reports(send, 9_000);
    reports.ready(() => "2 of 2 children run");
    expect(sent).toEqual(["READY=1\nWATCHDOG=1\nSTATUS=2 of 2 children run"]);
    // Each that is lost is followed by another before the watchdog fires.
    for (let tries = 0; tries < 10; tries += 1) expect(during(4_500).length).toBeGreaterThanOrEqual(1);
    expect(during(90_000).length).toBeGreaterThanOrEqual(20);
    reports.close();
  });

  it("a sentence that has changed, within seconds", () => {
    const reports = new Reports(send, 60_000);
    let sentence: string | null = "one";
    reports.ready(() => sentence);
    sentence = "two";
    expect(during(5_000)).toEqual(["READY=1\nWATCHDOG=1\nSTATUS=two"]);
    // Not known during a hand-over: the last one stays.
    sentence = null;
    expect(during(20_000)).toEqual(["READY=1\nWATCHDOG=1\nSTATUS=two"]);
    reports.close();
  });

  it("that it stops, and needs more time, as long as it stops", () => {
    const reports = new Reports(send, 60_000);
    reports.ready(() => "runs");
    reports.stopping(() => "the tree stops");
    expect(sent.at(-1)).toBe("STOPPING=1\nEXTEND_TIMEOUT_USEC=30000000\nSTATUS=the tree stops");
    expect(during(30_000).every((message) => message.startsWith("STOPPING=1"))).toBe(true);
    expect(sent.length).toBeGreaterThanOrEqual(4);
    reports.close();
  });
});

describe("systemd's variables", () => {
  const ofSystemd = {
    NOTIFY_SOCKET: "/run/user/1000/systemd/notify",
    ...{ WATCHDOG_USEC: "60000000", WATCHDOG_PID: String(process.pid), INVOCATION_ID: "0123" },
    ...{ JOURNAL_STREAM: "8:1", SYSTEMD_EXEC_PID: String(process.pid) },
  };

  it("are taken out of the environment that children inherit", () => {
    const variables: NodeJS.ProcessEnv = { ...ofSystemd, HOME: "/home/ada" };
    expect(takeNotifyVariables(variables)).toEqual({ address: ofSystemd.NOTIFY_SOCKET, watchdog: 60_000 });
    expect(variables).toEqual({ HOME: "/home/ada" });
  });

  it("don't speak of the watchdog of another process", () => {
    expect(takeNotifyVariables({ ...ofSystemd, WATCHDOG_PID: "1" })?.watchdog).toBeNull();
  });

  it("are not there for a daemon that systemd did not start", () => {
    expect(takeNotifyVariables({ HOME: "/home/ada" })).toBeNull();
    // A socket of another kind, which a process in a virtual machine may be given.
    expect(takeNotifyVariables({ NOTIFY_SOCKET: "vsock:2:1234" })).toBeNull();
  });
});
