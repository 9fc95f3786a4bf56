import { route, text } from "../route.ts";

export const metrics = {
  metrics: route({
    name: "metrics",
    method: "GET",
    path: "/metrics",
    at: "root",
    role: "viewer",
    scope: "tree",
    summary: "Metrics of the tree and the daemon for Prometheus, or in OpenMetrics where `accept` names it",
    answer: text("text/plain; version=0.0.4; charset=utf-8"),
    refusals: [],
  }),
};
