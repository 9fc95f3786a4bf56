import type { Runtime } from "effect";
import { Hono } from "hono";
import type { Journal } from "../src/ports/Journal.ts";
import type { LogStore } from "../src/ports/LogStore.ts";
import type { Supervision } from "../supervisors/Supervision.ts";
import { children } from "./routes/children.ts";
import { type DaemonControl, daemon } from "./routes/daemon.ts";
import { events } from "./routes/events.ts";
import { logs } from "./routes/logs.ts";
import { status } from "./routes/status.ts";

/** The services that the API is made of. */
export type ApiRuntime = Runtime.Runtime<Supervision | Journal | LogStore>;

/** The API of one daemon, under /api/v1. Who reaches its socket may use it: the file's permissions decide. */
export const makeApp = (runtime: ApiRuntime, control: DaemonControl): Hono =>
  new Hono()
    .route("/api/v1", status(runtime))
    .route("/api/v1", children(runtime))
    .route("/api/v1", events(runtime))
    .route("/api/v1", logs(runtime))
    .route("/api/v1", daemon(runtime, control));
