import { Hono } from "hono";
import { makeLastWords } from "./lastWords.ts";
import { noSuchRoute } from "./problem.ts";
import { children } from "./routes/children.ts";
import { type DaemonControl, daemon } from "./routes/daemon.ts";
import { events } from "./routes/events.ts";
import { logs } from "./routes/logs.ts";
import { revisions } from "./routes/revisions.ts";
import { status } from "./routes/status.ts";
import type { ApiRuntime } from "./runtime.ts";

/** The API of one daemon, under /api/v1. Who reaches its socket may use it: the file's permissions decide. */
export const makeApp = (runtime: ApiRuntime, control: DaemonControl): Hono => {
  const withLastWords = makeLastWords();
  return new Hono()
    .notFound(noSuchRoute)
    .route("/api/v1", status(runtime, withLastWords))
    .route("/api/v1", children(runtime))
    .route("/api/v1", revisions(runtime))
    .route("/api/v1", events(runtime))
    .route("/api/v1", logs(runtime))
    .route("/api/v1", daemon(runtime, control, withLastWords));
};
