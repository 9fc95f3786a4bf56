import type { Applied } from "../../domain/Plan.ts";
import { tellApplied } from "../applied.ts";
import { request } from "../client.ts";
import { atMost, parseInvocation, principal } from "../invocation.ts";
import { treeOptions } from "../startHere.ts";
import { wantedTree } from "../wantedTree.ts";

const options = {
  ...treeOptions,
  revision: { type: "string" },
  message: { type: "string", short: "m" },
} as const;

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, options);
  atMost(0, invocation, "apply [-f FILE] [--env NAME] [--revision HASH]");
  const { home, json, value } = invocation;
  const { tree, source } = await wantedTree(invocation);
  const applied = await request<Applied>(home, "/api/v1/apply", {
    tree,
    by: principal(),
    source,
    message: value("message") ?? "the file was applied",
    revision: value("revision"),
  });
  return tellApplied(applied, json);
};
