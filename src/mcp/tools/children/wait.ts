import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type WaitProgress, waitProgressOf } from "../../../cli/wait/waitProgress.ts";
import { select } from "../../../policy/select.ts";
import type { Connection } from "../../Connection.ts";
import { Targets } from "../inputs.ts";
import { done, failed, tool } from "../tool.ts";

/** How often the state is looked at, in ms. */
const interval = 300;

type Condition = Parameters<typeof waitProgressOf>[1];

/** How far the children are that some words mean; one that means none is refused by the daemon, with the nearest name. */
const progressOf = async (
  daemon: Connection,
  words: ReadonlyArray<string>,
  condition: Condition,
): Promise<ReadonlyArray<WaitProgress>> => {
  const status = await daemon.request("GET /status");
  const all = ["", ...status.children.map(({ path }) => path)];
  const paths = new Set<string>();
  for (const word of words) {
    const found = select(word, all);
    if (found.length === 0) await daemon.request("GET /status", { query: { path: [word] } });
    for (const path of found) paths.add(path);
  }
  return [...paths].map((path) => waitProgressOf(path, condition, status, Date.now()));
};

const progressText = (progress: ReadonlyArray<WaitProgress>): string =>
  progress
    .map(({ path, status, why }) => (status === "reached" ? why : `${path || "the tree"} is not: ${why}`))
    .join("\n");

export const wait = tool({
  name: "wait",
  title: "Wait for a state",
  description:
    "Waits until services or groups are ready (started and answering) or finished (ended as intended), and says at once when that can't come about and why. Use it after start, restart or apply.",
  input: z.strictObject({
    paths: Targets,
    for: z.enum(["ready", "finished"]).default("ready"),
    timeout_seconds: z.number().min(0).max(300).default(30),
  }),
  effect: "reads",
  perform: async ({ paths, for: condition, timeout_seconds: timeout }, { daemon, context }) => {
    for (const end = Date.now() + timeout * 1_000; ; ) {
      const progress = await progressOf(daemon, paths, condition);
      if (progress.every(({ status }) => status === "reached")) return done(progressText(progress));
      if (progress.some(({ status }) => status === "impossible"))
        return failed(`${progressText(progress)}\nThis can't come about by waiting. Next: \`explain\`.`);
      if (Date.now() >= end)
        return failed(
          `${progressText(progress)}\nNot within ${timeout} s. Next: \`wait\` again, or \`explain\`.`,
        );
      await sleep(interval, undefined, { signal: context.mcpReq.signal });
    }
  },
});
