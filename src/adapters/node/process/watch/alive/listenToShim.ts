import { bySystem } from "../../../../../system.ts";
import * as darwin from "./darwin.ts";
import * as linux from "./linux.ts";

/** Listen to the shim of the run in a directory, which may not exist yet. Throws the system's error. */
export const { listenToShim } = bySystem({ linux, darwin });
