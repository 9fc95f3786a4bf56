/** What `sentinel doctor` asks the system; apart from doctorStore.ts, because that needs a native module. */
export { findShell } from "../adapters/node/process/shim/launcher.ts";
export { heldByOthers } from "./doctor/ports.ts";
export { endProcesses, runsInHome } from "./doctor/processes.ts";
