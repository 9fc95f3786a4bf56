import type { Runtime } from "effect";
import type { Configuration } from "../src/ports/home/Configuration.ts";
import type { HomeSettings } from "../src/ports/home/HomeSettings.ts";
import type { OwnFile } from "../src/ports/home/OwnFile.ts";
import type { CheckIns } from "../src/ports/store/CheckIns.ts";
import type { Journal } from "../src/ports/store/Journal.ts";
import type { LogStore } from "../src/ports/store/LogStore.ts";
import type { Revisions } from "../src/ports/store/Revisions.ts";
import type { Runs } from "../src/ports/store/Runs.ts";
import type { Samples } from "../src/ports/store/Samples.ts";
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
