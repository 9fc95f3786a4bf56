// What `npm pack` and `npm publish` run first: the package has a dist/ made from these sources.
import { ensureInstalled } from "./ensureInstalled.mjs";

ensureInstalled();
const { ensureBuilt } = await import("./ensureBuilt.mjs");
ensureBuilt();
