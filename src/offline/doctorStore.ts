/** What `sentinel doctor` asks a home, with the native modules that a daemon needs. */
export { writeFormat } from "../adapters/node/home/home.ts";
export { knownFormat } from "../home/format.ts";
export { databaseState, lastTree } from "./doctor/database.ts";
export { holdingHome } from "./doctor/holdHome.ts";
export { nativeModules } from "./doctor/native.ts";
