import { describe, expect, it } from "vitest";
import { chartOf } from "../../machines/edges.ts";
import { machines } from "../../machines/machines.ts";
import service from "../../schema/charts/service.json" with { type: "json" };
import supervisor from "../../schema/charts/supervisor.json" with { type: "json" };
import type { ChartLayout } from "../../src/domain/view/ChartLayout.ts";
import { lightingOf } from "../../web/chart/lighting.ts";
import { obstacleOf } from "../../web/chart/obstacle.ts";
import { timeOfDay } from "../../web/time/format.ts";
import { nodeOf } from "./daemonModel.ts";

const layouts = { service, supervisor } as unknown as Readonly<Record<string, ChartLayout>>;

describe("the lit parts of a chart", () => {
  it("include only the edge from the former substate, if a transition is drawn from each", () => {
    const chart = layouts.service ?? expect.fail();
    const again = ["backoff.waiting: after backoff -> backoff.due", "backoff: BACK_OFF -> backoff.waiting"];
    const lines = (taken: ReadonlyArray<string>) => [
      ...lightingOf(chart, { value: "backoff.waiting", taken }).takenLines,
    ];
    expect(lines(again)).toContain("backoff.due > backoff.waiting");
    expect(lines(again)).not.toContain("backoff.deciding > backoff.waiting");
    expect(lines(again.slice(1))).toEqual(["backoff.deciding > backoff.waiting"]);
  });

  it("include the innermost drawn state, if the child's own state is not drawn", () => {
    const { leaf } = lightingOf(layouts.service ?? expect.fail(), {
      value: "running.nowhere",
      taken: ["unknown"],
    });
    expect(leaf).toBe("running");
  });

  it("are known by the ids of the live channel", () => {
    const known = new Set(layouts.service?.transitions.map(({ id }) => id));
    const edges = chartOf(machines.service).edges.map(({ id }) => id);
    expect(edges.filter((id) => known.has(id)).length).toBeGreaterThan(20);
  });
});

describe("a command that is not accepted", () => {
  const node = nodeOf(1, { state: "backoff", value: "backoff.waiting", allowed: ["stop"] });

  it("says why in the daemon's words with local times, or by its state until they arrive", () => {
    const at = "2026-01-01T12:00:00.000Z";
    const refused = { start: `web is already being restarted; the next attempt is at ${at}` };
    expect(obstacleOf(node, "start", refused)).toBe(
      `web is already being restarted; the next attempt is at ${timeOfDay(at)}`,
    );
    expect(obstacleOf(node, "start", undefined)).toBe(
      "the machine takes no start now: it is backoff.waiting",
    );
    expect(obstacleOf(node, "stop", refused)).toBeNull();
  });
});
