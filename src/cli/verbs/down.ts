import { setTimeout as sleep } from "node:timers/promises";
import type { TreeStatus } from "../../domain/Status.ts";
import { ask, CliError, exitCode, request } from "../client.ts";
import { atMost, parseInvocation, principal } from "../invocation.ts";
import { isFree } from "../isFree.ts";
import { pidOf } from "../standing.ts";

/** How often the daemon's number is looked at, and how long it may take to end once nobody answers, in ms. */
const lookEvery = 50;
const lastMoments = 3_000;

/** How often the daemon is asked: for a person as often as a line is worth reading, else to know it lives. */
const askEvery = (): number => (process.stderr.isTTY ? 100 : 1_000);

/** Whether a number becomes free within some milliseconds. */
const becomesFree = async (pid: number, within: number): Promise<boolean> => {
  for (let waited = 0; waited < within && !isFree(pid); waited += lookEvery) await sleep(lookEvery);
  return isFree(pid);
};

/** The status of this very daemon; null when nobody, or a later one, answers. */
const statusOf = async (
  home: string,
  { pid, started_at }: TreeStatus["daemon"],
): Promise<TreeStatus | null> => {
  const status = await ask<TreeStatus>(home, "/api/v1/status", { patience: null }).catch(() => null);
  return status?.daemon.pid === pid && status.daemon.started_at === started_at ? status : null;
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
  const invocation = parseInvocation(typed, { now: { type: "boolean" } });
  const { home, json, flag } = invocation;
  atMost(0, invocation, "down [--now]; `sentinel stop PATH` stops one child");
  const { daemon } = await ask<TreeStatus>(home, "/api/v1/status", { patience: null });
  await request(home, "/api/v1/down", { how: flag("now") ? "at_once" : "in_order", by: principal() });
  await untilGone(home, daemon);
  if (isAbandoned(home, daemon.pid))
    throw new CliError(
      exitCode.failed,
      "the daemon was killed before its tree had stopped: what it ran may run on, and the next `sentinel up` takes that up",
    );
  process.stdout.write(
    json
      ? `${JSON.stringify({ stopped: daemon.pid })}\n`
      : `the tree and its daemon (pid ${daemon.pid}) have stopped\n`,
  );
  return exitCode.done;
};

/** A daemon that has ended in order has removed what it wrote about itself. */
const isAbandoned = (home: string, pid: number): boolean => pidOf(home) === pid && isFree(pid);

/**
 * Wait until a daemon has ended. It answers until its tree is down, then has only to end: a number that is
 * still in use some moments later was given to another process.
 */
const untilGone = async (home: string, daemon: TreeStatus["daemon"]): Promise<void> => {
  const tell = tellOnTerminal();
  const patience = askEvery();
  let silent = 0;
  while (silent < lastMoments && !(await becomesFree(daemon.pid, patience))) {
    const status = await statusOf(home, daemon);
    silent = status ? 0 : silent + patience;
    tell(status ? waitingFor(status) : "");
  }
  tell("");
};

/** One line on a terminal that says what is waited for, replaced by each that follows. */
const tellOnTerminal = (): ((what: string) => void) => {
  let said = "";
  return (what) => {
    if (what === said || !process.stderr.isTTY) return;
    said = what;
    process.stderr.write(what ? `\rwaiting for ${what}\u001b[K` : "\r\u001b[K");
  };
};
