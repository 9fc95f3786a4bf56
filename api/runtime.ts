import type { Runtime } from "effect";
import type { CheckIns } from "../src/ports/CheckIns.ts";
import type { Configuration } from "../src/ports/Configuration.ts";
import type { HomeSettings } from "../src/ports/HomeSettings.ts";
import type { Journal } from "../src/ports/Journal.ts";
import type { LogStore } from "../src/ports/LogStore.ts";
import type { OwnFile } from "../src/ports/OwnFile.ts";
import type { Revisions } from "../src/ports/Revisions.ts";
import type { Runs } from "../src/ports/Runs.ts";
import type { Samples } from "../src/ports/Samples.ts";
import type { OwnHealth } from "../supervisors/OwnHealth.ts";
import type { Supervision } from "../supervisors/Supervision.ts";
import type { Access } from "./access/Access.ts";

/** The services that the API is made of. */
export type ApiServices =
  | Supervision
  | OwnHealth
  | Journal
  | CheckIns
  | LogStore
  | Revisions
  | Runs
  | Samples
  | Configuration
  | OwnFile
  | HomeSettings
  | Access;
export type ApiRuntime = Runtime.Runtime<ApiServices>;
