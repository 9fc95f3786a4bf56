import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { verbs } from "../../src/cli/verbs.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/service.md"), "utf8");
const usage = verbs.service?.usage ?? "";

const all = (text: string, pattern: RegExp): ReadonlySet<string> =>
  new Set([...text.matchAll(pattern)].map(([, found]) => found ?? ""));

it("the page about services uses the subcommands and options that there are, and each subcommand", () => {
  const subcommands = all(usage, /(?:^service|\n +service|\|) ([a-z]+)/g);
  expect([...subcommands].sort()).toEqual([
    ...["install", "logs", "restart", "start", "status", "stop", "uninstall"],
  ]);
  expect(all(page, /sentinel(?:\.js)? service ([a-z]+)/g)).toEqual(subcommands);
  const options = all(page, /service install [^`\n]*?(--[a-z-]+)/g);
  expect([...options].filter((option) => !usage.includes(option))).toEqual([]);
});
