import { useQuery } from "@tanstack/react-query";
import type { ChartLayout } from "../../src/domain/view/ChartLayout.ts";
import { request } from "../api/request.ts";
import { useLive } from "../live/useLive.ts";

/** The charts as laid out at build time (docs/statecharts.md), each loaded when it is first drawn. */
const layouts: Readonly<Record<string, () => Promise<{ readonly default: unknown }>>> = {
  service: () => import("../../schema/charts/service.json"),
  supervisor: () => import("../../schema/charts/supervisor.json"),
  check: () => import("../../schema/charts/check.json"),
  job: () => import("../../schema/charts/job.json"),
};

const forGood = Number.POSITIVE_INFINITY;

/** The layout of the chart of a kind; null: the dashboard has none. */
export const useLayout = (kind: string) =>
  useQuery({
    queryKey: ["layout", kind],
    queryFn: async () => ((await layouts[kind]?.())?.default ?? null) as ChartLayout | null,
    staleTime: forGood,
  });

/** The ids of the edges of a kind, by their numbers on the live channel. */
export const useEdgeIds = (kind: string): ReadonlyArray<string> => {
  const hash = useLive().machines[kind];
  const { data } = useQuery({
    queryKey: ["machines", kind, hash],
    queryFn: ({ signal }) => request("GET /machines/:kind", { params: { kind }, signal }),
    select: ({ edges }) => edges.map(({ id }) => id),
    staleTime: forGood,
    enabled: hash !== undefined,
  });
  return data ?? none;
};

const none: ReadonlyArray<string> = [];
