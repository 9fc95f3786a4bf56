import { Schema } from "effect";
import { type Chart, chartOf } from "../../machines/edges.ts";
import { machines } from "../../machines/machines.ts";
import type { ChildKind } from "../../src/domain/tree/ChildSpec.ts";
import { ChartLayout } from "../../src/domain/view/ChartLayout.ts";

/** A chart and its drawing. */
interface DrawnChart extends Chart {
  readonly layout: ChartLayout;
}

/** The chart of a kind of node. */
export interface HashedChart extends DrawnChart {
  readonly kind: string;
  /** SHA-256 of the chart and its drawing as JSON, hexadecimal. */
  readonly hash: string;
}

/** What `npm run charts` has made; loaded with the first look at a chart. */
const layouts: { readonly [Kind in ChildKind]: () => Promise<{ readonly default: unknown }> } = {
  service: () => import("../../schema/charts/service.json", { with: { type: "json" } }),
  supervisor: () => import("../../schema/charts/supervisor.json", { with: { type: "json" } }),
  check: () => import("../../schema/charts/check.json", { with: { type: "json" } }),
  job: () => import("../../schema/charts/job.json", { with: { type: "json" } }),
};

const sha256 = async (text: string): Promise<string> => {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
};

const hashed = async (kind: ChildKind): Promise<HashedChart> => {
  const layout = Schema.decodeUnknownSync(ChartLayout)((await layouts[kind]()).default);
  const chart: DrawnChart = { ...chartOf(machines[kind]), layout };
  return { kind, hash: await sha256(JSON.stringify(chart)), ...chart };
};

let made: Promise<ReadonlyArray<HashedChart>> | null = null;

/** The charts of all kinds of node. They are part of the program, so they are made once. */
export const charts = (): Promise<ReadonlyArray<HashedChart>> => {
  made ??= Promise.all((Object.keys(machines) as ReadonlyArray<ChildKind>).map(hashed));
  return made;
};
