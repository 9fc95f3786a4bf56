import { describe, expect, it } from "vitest";
import type { Session, User } from "../../../src/domain/account/Account.ts";
import { isLastAdmin } from "../../../src/policy/account/lastAdmin.ts";
import { isNewUse, isOver, lifetimes, maySign, mayVerify } from "../../../src/policy/account/lifetimes.ts";
import {
  type Failures,
  forgottenAfter,
  lockedFor,
  withFailure,
} from "../../../src/policy/account/lockout.ts";
import { networkOf } from "../../../src/policy/account/network.ts";
import { passwordProblem } from "../../../src/policy/account/password.ts";

const user: User = {
  ...{ name: "ann", role: "admin", scope: null, createdAt: 0, createdBy: "user:me" },
  ...{ disabled: false, password: "$argon2id$" },
};

describe("a password", () => {
  it("is any that is long enough, whatever it is made of", () => {
    for (const password of ["correct horse battery", "ünïcödé ist gut", "0f9a-22c7-1be3", "a b c d e f g"])
      expect(passwordProblem(password, "ann"), password).toBeNull();
  });

  it("is refused where it is short, in characters and not in bytes", () => {
    expect(passwordProblem("elf zeichen", "ann")).toMatch(/^has 11 characters; use at least 12/);
    expect(passwordProblem("🎈🎈🎈🎈🎈🎈", "ann")).toMatch(/^has 6 characters/);
    expect(passwordProblem("x y z".repeat(300), "ann")).toBe("has more than 1024 characters");
  });

  it("is refused where it is little more than the name of its user", () => {
    for (const password of ["annette.kolb", "Annette.Kolb1", "annette.kolbannette.kolb"])
      expect(passwordProblem(password, "annette.kolb"), password).toContain("the user's name");
  });

  it("is refused where guessers would try it first", () => {
    for (const password of [
      "password1234",
      "Passwortpasswort",
      "aaaaaaaaaaaaaa",
      "abcabcabcabcabc",
      "1234567890123",
    ])
      expect(passwordProblem(password, "ann"), password).toContain("easily guessed");
  });
});

describe("failed attempts", () => {
  const failed = (count: number, at = 0): Failures | undefined => {
    let failures: Failures | undefined;
    for (let done = 0; done < count; done += 1) failures = withFailure(failures, at);
    return failures;
  };

  it("cost nothing at first, then a lock that doubles up to an hour", () => {
    expect([0, 4, 5, 6, 7, 12, 13, 99].map((count) => lockedFor(failed(count), 0) / 1000)).toEqual([
      ...[0, 0, 15, 30, 60],
      ...[1920, 3600, 3600],
    ]);
  });

  it("lock for the time that is left", () => {
    expect(lockedFor(failed(5), 14_999)).toBe(1);
    expect(lockedFor(failed(5), 15_000)).toBe(0);
  });

  it("are forgotten after a day without any", () => {
    expect(lockedFor(withFailure(failed(20), forgottenAfter), forgottenAfter)).toBe(0);
    expect(lockedFor(withFailure(failed(20), forgottenAfter - 1), forgottenAfter)).toBeGreaterThan(0);
  });
});

describe("the last admin", () => {
  const other = (changed: Partial<User>): User => ({ ...user, name: "bea", ...changed });

  it("can't go, lose the role, be disabled or be kept to a part of the tree", () => {
    for (const after of [
      null,
      { ...user, role: "operator" } as const,
      { ...user, disabled: true },
      { ...user, scope: ["web"] },
    ])
      expect(isLastAdmin([user], user, after)).toBe(true);
    expect(isLastAdmin([user], user, { ...user, password: "other" })).toBe(false);
  });

  it("is none where another one can manage everything", () => {
    expect(isLastAdmin([user, other({})], user, null)).toBe(false);
    for (const changed of [{ role: "viewer" }, { disabled: true }, { scope: ["web"] }] as const)
      expect(isLastAdmin([user, other(changed)], user, null)).toBe(true);
    expect(isLastAdmin([user, other({ role: "viewer" })], other({ role: "viewer" }), null)).toBe(false);
  });
});

describe("a session", () => {
  const session: Session = {
    ...{ id: "s", digest: "d", user: "ann", createdAt: 0, lastUsedAt: 0, expiresAt: lifetimes.session },
    ...{ address: null, agent: null },
  };

  it("is over when nobody uses it, and at its age however much it is used", () => {
    expect(isOver(session, lifetimes.idleSession - 1)).toBe(false);
    expect(isOver(session, lifetimes.idleSession)).toBe(true);
    const used = { ...session, lastUsedAt: lifetimes.session - 1 };
    expect(isOver(used, lifetimes.session - 1)).toBe(false);
    expect(isOver(used, lifetimes.session)).toBe(true);
  });

  it("has its last use written down once a minute", () => {
    expect([isNewUse(null, 0), isNewUse(0, 59_999), isNewUse(0, 60_000)]).toEqual([true, false, true]);
  });
});

describe("a signing key", () => {
  it("verifies for as long as the last token that it may have signed", () => {
    const key = { id: "k", createdAt: 0, publicKey: "", privateKey: "" };
    const lastSigned = lifetimes.signingKey - 1;
    expect([maySign(key, lastSigned), maySign(key, lifetimes.signingKey)]).toEqual([true, false]);
    expect(mayVerify(key, lastSigned + lifetimes.token)).toBe(true);
    expect(mayVerify(key, lifetimes.signingKey + lifetimes.token)).toBe(false);
  });
});

describe("the network of a sender", () => {
  it("is an IPv4 address, and the first half of an IPv6 address, however it is written", () => {
    expect(networkOf("192.0.2.7")).toBe("192.0.2.7");
    expect(networkOf("::ffff:192.0.2.7")).toBe("192.0.2.7");
    for (const address of ["2001:db8:0:1::7", "2001:db8:0:1:0:0:0:8", "2001:db8:0:1:a::"])
      expect(networkOf(address), address).toBe("2001:db8:0:1::/64");
    expect(networkOf("2001:db8::7")).toBe("2001:db8:0:0::/64");
    expect(networkOf("fe80::1")).not.toBe(networkOf("fe80:0:0:1::1"));
  });
});
