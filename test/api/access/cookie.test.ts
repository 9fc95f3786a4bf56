import { describe, expect, it } from "vitest";
import { Attempts } from "../../../api/access/Attempts.ts";
import { cookieIn, sessionCookie, setCookie } from "../../../api/access/cookie.ts";
import { isLocal } from "../../../api/access/remote.ts";

describe("the cookie of a listener", () => {
  it("has the port in its name, because browsers keep those of all ports together", () => {
    expect(sessionCookie("http://127.0.0.1:7368")).toEqual({
      ...{ name: "sentinel_session_7368", path: "/", secure: false },
    });
    expect(sessionCookie("https://sentinel.example")).toEqual({
      ...{ name: "sentinel_session", path: "/", secure: true },
    });
  });

  it("is for the path under which the daemon is, and for TLS only where there is TLS", () => {
    const cookie = sessionCookie("https://ops.example/sentinel/");
    expect(setCookie(cookie, "x", 60)).toBe(
      "sentinel_session=x; Path=/sentinel; Max-Age=60; HttpOnly; SameSite=Strict; Secure",
    );
  });

  it("is found among others, by its whole name", () => {
    const cookie = sessionCookie("http://127.0.0.1:7368");
    expect(cookieIn("a=1; sentinel_session_7368=x=y; b=2", cookie)).toBe("x=y");
    for (const header of [
      null,
      "",
      "xsentinel_session_7368=1",
      "sentinel_session_7369=1",
      "sentinel_session_7368",
    ])
      expect(cookieIn(header, cookie)).toBeNull();
  });
});

describe("a sender", () => {
  const header = (given: Readonly<Record<string, string>>) => (name: string) => given[name] ?? null;

  it("is on this machine by the socket or a loopback address, where no proxy is between", () => {
    for (const remote of [null, "127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])
      expect(isLocal(remote, header({})), String(remote)).toBe(true);
    for (const remote of ["192.0.2.1", "::ffff:192.0.2.1", "::2", "1127.0.0.1", ""])
      expect(isLocal(remote, header({})), remote).toBe(false);
    for (const name of ["forwarded", "x-forwarded-for", "x-real-ip", "via"])
      expect(isLocal("127.0.0.1", header({ [name]: "x" })), name).toBe(false);
  });
});

describe("failed attempts", () => {
  it("are remembered of so many, and forgotten of those who have tried last the longest ago", () => {
    const attempts = new Attempts();
    const failTimes = (who: string, times: number, at: number) => {
      for (let count = 0; count < times; count += 1) attempts.begin(who, at);
    };
    failTimes("first", 5, 0);
    failTimes("second", 5, 0);
    for (let other = 0; other < 9_998; other += 1) attempts.begin(`other ${other}`, 1);
    attempts.cancel("second");
    attempts.begin("one more", 2);
    expect(attempts.size).toBe(10_000);
    expect(attempts.begin("first", 3)).toBe(0);
    failTimes("second", 1, 3);
    expect(attempts.begin("second", 3)).toBeGreaterThan(0);
  });
});
