import { setTimeout as sleep } from "node:timers/promises";
import type { TreeStatus } from "../../domain/Status.ts";
import { exitCode, request } from "../client.ts";
import { parseInvocation, principal } from "../invocation.ts";

const lookEvery = 100;

const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

/** What is still stopping, with its deadline. */
const waitingFor = ({ children }: TreeStatus): string =>
  children
    .flatMap((child) => {
      if (child.kind !== "service" || child.state !== "stopping") return [];
      const left =
        child.kill_at === null
          ? "no deadline"
          : `SIGKILL in ${Math.max(0, Math.ceil((Date.parse(child.kill_at) - Date.now()) / 1000))} s`;
      return [`${child.path} (pid ${child.pid}, ${left})`];
    })
    .join(", ");

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const { home, json, flag } = parseInvocation(typed, { now: { type: "boolean" } });
  const { daemon } = await request<TreeStatus>(home, "GET", "/api/v1/status");
  await request(home, "POST", "/api/v1/down", { how: flag("now") ? "at_once" : "in_order", by: principal() });
  let said = "";
  while (!isGone(daemon.pid)) {
    await sleep(lookEvery);
    if (!process.stderr.isTTY) continue;
    const status = await request<TreeStatus>(home, "GET", "/api/v1/status").catch(() => null);
    const waiting = status ? waitingFor(status) : "";
    if (waiting && waiting !== said) process.stderr.write(`\rwaiting for ${waiting}\u001b[K`);
    said = waiting;
  }
  if (said) process.stderr.write("\r\u001b[K");
  process.stdout.write(
    json
      ? `${JSON.stringify({ stopped: daemon.pid })}\n`
      : `the tree and its daemon (pid ${daemon.pid}) have stopped\n`,
  );
  return exitCode.done;
};
