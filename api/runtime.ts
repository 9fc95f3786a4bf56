import type { Runtime } from "effect";
import type { Journal } from "../src/ports/Journal.ts";
import type { LogStore } from "../src/ports/LogStore.ts";
import type { Revisions } from "../src/ports/Revisions.ts";
import type { OwnHealth } from "../supervisors/OwnHealth.ts";
import type { Supervision } from "../supervisors/Supervision.ts";

/** The services that the API is made of. */
export type ApiRuntime = Runtime.Runtime<Supervision | OwnHealth | Journal | LogStore | Revisions>;
