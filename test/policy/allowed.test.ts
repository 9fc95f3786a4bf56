import { describe, expect, it } from "vitest";
import { childStates } from "../../src/domain/tree/State.ts";
import { allowed, type CommandTarget, notReplicated, refusals } from "../../src/policy/allowed.ts";

const node = (path: string, more: Partial<CommandTarget> = {}): CommandTarget => ({
  path,
  state: "running",
  nextAttemptAt: null,
  holds: "nothing",
  reloads: "undeclared",
  slotOf: null,
  ...more,
});
const under = (parent: CommandTarget | null) => ({ parent, daemon: "running" }) as const;
const root = node("", { holds: "children" });
const group = node("web", { holds: "children" });
const pool = node("pool", { holds: "replicas" });

/** What is refused, in words. */
const refused = (...about: Parameters<typeof refusals>) =>
  Object.fromEntries(
    Object.entries(refusals(...about)).flatMap(([command, refusal]) =>
      refusal ? [[command, refusal.message]] : [],
    ),
  );

describe("the commands that a node accepts", () => {
  it("include start in any state below a running supervisor, except in backoff", () => {
    for (const state of childStates) {
      const { start, restart, stop } = refusals(node("db", { state }), under(root));
      expect([restart, stop]).toEqual([null, null]);
      expect(start?.reason).toBe(state === "backoff" ? "restarting" : undefined);
    }
  });

  it("are refused in backoff with the time of the next attempt, if known", () => {
    const backoff = { state: "backoff" } as const;
    expect(refused(node("db", backoff), under(root)).start).toBe("db is already being restarted");
    expect(
      refused(node("db", { ...backoff, nextAttemptAt: "2026-11-28T12:00:00Z" }), under(root)).start,
    ).toBe("db is already being restarted; the next attempt is at 2026-11-28T12:00:00Z");
  });

  it("do not include start and restart below a stopped supervisor, which the refusal says to start first", () => {
    const down = { ...group, state: "failed" } as const;
    const message = "web/db can't be started: its supervisor web is failed; `sentinel start web` first";
    expect(refused(node("web/db", { state: "stopped" }), under(down))).toMatchObject({
      start: message,
      restart: message,
    });
    const atRoot = refused(node("db", { state: "stopped" }), under({ ...root, state: "stopped" }));
    expect(atRoot.start).toBe(
      "db can't be started: its supervisor the tree is stopped; `sentinel start /` first",
    );
  });

  it("include only stop and signal while the daemon is exiting", () => {
    const ending = { parent: root, daemon: "ending" } as const;
    const message = "db can't be started: the daemon is exiting";
    const down = node("db", { state: "stopped" });
    expect(refused(down, ending)).toMatchObject({ start: message, restart: message });
    expect(allowed(down, ending)).toEqual(["stop", "signal", "remove"]);
    expect(refused(pool, ending).scale).toBe("pool can't be scaled: the daemon is exiting");
    expect(refused(group, ending).add).toBe("no child can be added to web: the daemon is exiting");
  });

  it("the root can't be removed, and all else can", () => {
    expect(refused(root, under(null)).remove).toBe("the root can't be removed; `sentinel down` stops it");
    expect(allowed(node("db"), under(root))).toContain("remove");
  });

  it("children are added to a supervisor that declares them one by one", () => {
    expect(allowed(group, under(root))).toContain("add");
    expect(refused({ ...group, state: "stopped" }, under(root)).add).toBe(
      "no child can be added to web: it is stopped; `sentinel start web` first",
    );
    for (const other of [pool, node("db")])
      expect(refused(other, under(root)).add).toBe(
        `children can't be added to ${other.path}: it is not a supervisor with a list of children`,
      );
  });

  it("what has instances is scaled, and what has none says what can be done instead", () => {
    expect(allowed(pool, under(root))).toContain("scale");
    const why = (one: CommandTarget, parent: CommandTarget, others: ReadonlyArray<string> = []) =>
      notReplicated(one, under(parent), { replicas: 4, others }).message;
    expect(why(node("db"), root, ["pool", "web/api"])).toBe(
      "db is not replicated; give it `replicas: 4` in the file, then `sentinel apply`; can be scaled: pool, web/api",
    );
    expect(why(node("pool/pool#1"), pool)).toBe(
      "pool/pool#1 is an instance of pool; scale that instead: `sentinel scale pool 4`",
    );
    expect(why(group, root)).toBe("web is a supervisor; only a replicated service can be scaled");
  });
});
