import { route, text } from "../route.ts";

/** For programs that watch the daemon: load balancers, containers, other supervisors. */
export const health = {
  alive: route({
    name: "alive",
    method: "GET",
    path: "/healthz",
    at: "root",
    summary: "Whether the process answers",
    role: "anyone",
    scope: "tree",
    answer: text("text/plain; charset=utf-8"),
    refusals: [],
  }),
  ready: route({
    name: "ready",
    method: "GET",
    path: "/readyz",
    at: "root",
    summary: "Whether the tree has started and events can be recorded; 503 with the reasons if not",
    role: "anyone",
    scope: "tree",
    answer: text("text/plain; charset=utf-8"),
    refusals: [],
  }),
};
