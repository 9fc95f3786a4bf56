import { describe, expect, it } from "vitest";
import type { PlanStep } from "../../web/api/config.ts";
import {
  groupsOf,
  interruptedBy,
  originOf,
  personOf,
  summaryOf,
} from "../../web/pages/config/plan/planWords.ts";

const step = (action: PlanStep["action"], path: string, more: Partial<PlanStep> = {}): PlanStep => ({
  ...{ action, path, class: action === "restart" ? "restart" : null, reason: "", fields: [], instances: [] },
  ...more,
});

describe("a plan in words", () => {
  it("counts its steps by what they do", () => {
    const steps = [
      step("restart", "api#1"),
      step("restart", "api#2"),
      step("restart", "web", { class: "restart_by_strategy" }),
      step("update", "db", { class: "in_place" }),
      step("update", "job", { class: "on_next_start" }),
      step("add", "new"),
    ];
    expect(summaryOf(steps)).toBe(
      "2 restarted, 1 restarted along, 1 changed in place, 1 changed at the next start, 1 added",
    );
    expect(summaryOf([])).toBe("");
  });

  it("combines instances with the same step", () => {
    const fields = [{ field: "command", from: "a", to: "b", class: "restart" }] as const;
    const groups = groupsOf([
      step("restart", "api#1", { fields }),
      step("restart", "api#2", { fields }),
      step("restart", "api#3"),
      step("restart", "api"),
    ]);
    expect(groups.map(({ path, steps }) => [path, steps.map((one) => one.path)])).toEqual([
      ["api", ["api#1", "api#2"]],
      ["api", ["api#3"]],
      ["api", ["api"]],
    ]);
  });

  it("names the processes that are interrupted", () => {
    expect(interruptedBy(step("restart", "api"))).toEqual(["api"]);
    expect(interruptedBy(step("remove", "crew"))).toEqual(["crew"]);
    expect(interruptedBy(step("scale", "api", { instances: ["api#3"] }))).toEqual(["api#3"]);
    expect(interruptedBy(step("add", "api"))).toEqual([]);
    expect(interruptedBy(step("update", "api", { class: "in_place" }))).toEqual([]);
  });

  it("says who made a revision, and from what", () => {
    expect(personOf("user:mira")).toBe("mira");
    expect(personOf("key:ci")).toBe("key:ci");
    expect(originOf("/srv/shop/sentinel.yaml --env production")).toBe("sentinel.yaml --env production");
    expect(originOf("sha256:0f9d")).toBe("a rollback");
    expect(originOf("the API")).toBe("the API");
  });
});
