import { thing } from "../../src/mcp/mcp.ts";
export const use = thing;
