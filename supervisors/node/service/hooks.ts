import { Effect, FiberId, Runtime } from "effect";
import type { ServiceEmitted } from "../../../machines/service/events.ts";
import type { Command } from "../../../src/domain/tree/Command.ts";
import type { HookName } from "../../../src/domain/tree/HookSpec.ts";
import { fixedPort, type Port } from "../../../src/domain/tree/ports.ts";
import { outcomeOf } from "../../../src/policy/run/outcome.ts";
import type { HookEnd, HookRequest, RunEnd } from "../../../src/ports/machine/ProcessSpawner.ts";
import type { ServiceNode } from "../node.ts";
import type { Wiring } from "../wiring.ts";
import { recordStart } from "./runHistory.ts";

type Request = Extract<ServiceEmitted, { type: "HOOK" }>;

/** Run the hook that the chart has asked for, and report its end, until `endHook`. */
export const beginHook = (node: ServiceNode, { run, hook }: Request, wiring: Wiring): void => {
  endHook(node);
  const { now, mailbox, runtime } = wiring;
  const work = Effect.gen(function* () {
    const { failure, lines } = yield* runHook(node, { run, hook }, wiring);
    if (hook === "before_start") node.preface = lines;
    if (hook === "before_stop") alarmIfFailed(node, { run, hook, failure }, wiring);
    mailbox.send(() => node.actor.send({ type: "HOOKED", run, at: now.monotonic(), hook, failure }));
  });
  node.hooking = Runtime.runFork(runtime)(
    hook === "before_start" ? Effect.andThen(beginRun(node, run, wiring), work) : work,
    { scope: node.scope },
  );
};

/** A run begins with its before_start hook, unless something is in the way of its process. */
const beginRun = (node: ServiceNode, run: number, wiring: Wiring): Effect.Effect<void> =>
  Effect.suspend(() => {
    node.lastRun = run;
    recordStart(node, run, wiring);
    return waitsFor(node, run, wiring);
  });

/** Report what is in the way of a start, and go on only if nothing is: the chart waits. */
export const waitsFor = (node: ServiceNode, run: number, wiring: Wiring): Effect.Effect<void> => {
  const { path, spec } = node;
  if (!spec.busyPorts?.some(({ busy }) => busy === "wait")) return Effect.void;
  return Effect.flatMap(wiring.spawner.inTheWay(path, spec), (reason) => {
    if (reason === null) return Effect.void;
    node.inTheWay = reason;
    wiring.mailbox.send(() => node.actor.send({ type: "WAITING", run, reason }));
    return Effect.interrupt;
  });
};

/** End the hook in progress: its process group is killed, and its result ignored. */
export const endHook = (node: ServiceNode): void => {
  node.hooking?.unsafeInterruptAsFork(FiberId.none);
  node.hooking = null;
};

/**
 * Run the after_exit hook of a run that has ended, if there is one. `begins` is called before. A failure is an alarm:
 * nothing depends on it.
 */
export const afterExit = (
  node: ServiceNode,
  run: number,
  end: RunEnd,
  begins: () => void,
  wiring: Wiring,
): Effect.Effect<void> =>
  Effect.suspend(() => {
    const hook = "after_exit";
    const { context } = node.actor.getSnapshot();
    if (context.rules.hooks?.[hook] === undefined) return Effect.void;
    const told = endVariables(node, end);
    begins();
    return Effect.map(runHook(node, { run, hook, told }, wiring), ({ failure, output }) => {
      if (output !== undefined && node.openRun?.run === run) node.openRun = { ...node.openRun, output };
      alarmIfFailed(node, { run, hook, failure }, wiring);
    });
  });

/** How a run has ended, for the environment of its after_exit hook. */
const endVariables = (node: ServiceNode, { exit }: RunEnd): Readonly<Record<string, string>> => {
  const { rules, stop } = node.actor.getSnapshot().context;
  const circumstances = { state: node.state, isNotReady: stop.purpose === "not_ready", rules };
  return {
    SENTINEL_OUTCOME: outcomeOf(exit, circumstances),
    SENTINEL_EXIT_CODE: "code" in exit ? String(exit.code) : "",
    SENTINEL_EXIT_SIGNAL: "signal" in exit ? exit.signal : "",
  };
};

interface HookOfRun {
  readonly run: number;
  readonly hook: HookName;
  /** What it is told in its environment, besides what every hook is told. */
  readonly told?: Readonly<Record<string, string>>;
}

/** Run a hook to its end or its timeout. */
const runHook = (
  node: ServiceNode,
  { run, hook, told = {} }: HookOfRun,
  wiring: Wiring,
): Effect.Effect<HookEnd> => {
  const declared = node.actor.getSnapshot().context.rules.hooks?.[hook];
  // A change of the declaration has removed it since.
  if (declared === undefined) return Effect.succeed({ failure: null, lines: [] });
  return runCommand(node, { run, hook, told, ...declared }, wiring);
};

interface CommandOfRun extends Pick<HookRequest, "run" | "hook"> {
  readonly told?: Readonly<Record<string, string>>;
  readonly command: Command;
  readonly timeoutMs: number;
}

/** Run a command as a child itself is run, to its end or its timeout. */
export const runCommand = (
  node: ServiceNode,
  { run, hook, command, timeoutMs, told = {} }: CommandOfRun,
  { spawner }: Wiring,
): Effect.Effect<HookEnd> => {
  const { path, spec, process } = node;
  const pid = process === null ? {} : { SENTINEL_PID: String(process.pid) };
  const variables = { ...pid, ...told };
  return spawner.hook({ path, run, spec, hook, command, variables, ports: portsOf(node) }).pipe(
    Effect.timeoutTo({
      duration: timeoutMs,
      onSuccess: (end) => end,
      onTimeout: (): HookEnd => ({ failure: `not done within ${timeoutMs / 1000} s`, lines: [] }),
    }),
  );
};

/** The ports of the run; before its start, those that it is certain to have. */
const portsOf = ({ spec, path, process }: ServiceNode): ReadonlyArray<Port> =>
  process?.ports ?? (spec.ports ?? []).flatMap((declared) => fixedPort(declared, path) ?? []);

const alarmIfFailed = (
  node: ServiceNode,
  { run, hook, failure }: HookOfRun & Pick<HookEnd, "failure">,
  { log, now }: Wiring,
): void => {
  if (failure === null) return;
  const reason = `${hook} failed: ${failure}`;
  log.record({ type: "alarm", alarm: "hook", at: now.wall(), subject: node.path, by: "system", run, reason });
};
