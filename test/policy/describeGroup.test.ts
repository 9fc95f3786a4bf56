import { describe, expect, it } from "vitest";
import type { GroupState, NotUp } from "../../src/domain/view/GroupState.ts";
import { describeGroup } from "../../src/policy/health/describeGroup.ts";

const now = Date.parse("2026-01-01T00:00:00.000Z");
const group = (rest: Partial<GroupState>): GroupState => ({
  ...{ wanted: 3, up: 3, finished: 0, not_up: [], held_down: [] },
  ...rest,
});

// F2: what is up of a group was told by how its start had ended.
describe("the state of a group", () => {
  it("has counts, with finished services named as such", () => {
    expect(describeGroup(group({}))).toBe("3 of 3 running");
    expect(describeGroup(group({ finished: 1 }))).toBe("3 of 3 running or finished");
    expect(describeGroup(group({ wanted: 0, up: 0 }))).toBe("no service is meant to run");
  });

  it("lists the children that are not up, with last words and next attempt", () => {
    const a: NotUp = {
      path: "a",
      state: "backoff",
      reason: "exit code 1",
      last_words: "no disk",
      next_attempt_at: "2026-01-01T00:00:07.000Z",
    };
    expect(describeGroup(group({ up: 2, not_up: [a] }), now)).toBe(
      "2 of 3 running; a: backoff (“no disk” exit code 1; next attempt in 7 s)",
    );
    expect(describeGroup(group({ up: 2, not_up: [{ ...a, last_words: null }] }))).toBe(
      "2 of 3 running; a: backoff (exit code 1)",
    );
  });

  it("names ten children, and counts the others", () => {
    const held_down = Array.from({ length: 12 }, (_, index) => ({
      path: `c${index}`,
      because: index === 0 ? ("autostart" as const) : ("stopped" as const),
    }));
    const parts = describeGroup(group({ held_down })).split("; ");
    expect(parts).toHaveLength(12);
    expect(parts[1]).toBe("c0 stays down (autostart: false): `sentinel start c0`");
    expect(parts[2]).toBe("c1 stays stopped by hand: `sentinel start c1`");
    expect(parts.at(-1)).toBe("2 more stay down");
  });
});
