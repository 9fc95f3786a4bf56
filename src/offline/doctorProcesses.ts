/** What `sentinel doctor` asks the system; apart from doctorStore.ts, because that needs a native module. */
export { findParentGroup } from "../adapters/node/process/controlGroup/parentGroup.ts";
export { findShell } from "../adapters/node/process/shim/launcher.ts";
export { heldByOthers } from "./doctor/ports.ts";
export { endProcesses, runsInHome } from "./doctor/processes.ts";
