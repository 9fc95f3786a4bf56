import { Effect, FiberId, Runtime } from "effect";
import type { ServiceContext } from "../../../machines/service/context.ts";
import type { ServiceEmitted, ServiceEvent } from "../../../machines/service/events.ts";
import { isNews, whyUnhealthy } from "../../../machines/service/probing.ts";
import type { Probe, ProbeName, StartupProbe } from "../../../src/domain/tree/ProbeSpec.ts";
import type { Health } from "../../../src/domain/tree/State.ts";
import { failureText } from "../../../src/policy/messages/probe.ts";
import { probesIn } from "../../../src/policy/probe/health.ts";
import { withPorts } from "../../../src/policy/probe/ports.ts";
import { firstAttemptIn, nextAttemptIn, untilGroup } from "../../../src/policy/probe/timing.ts";
import type { Attempt, ProbedRun } from "../../../src/ports/machine/Prober.ts";
import type { ServiceNode } from "../node.ts";
import type { Wiring } from "../wiring.ts";
import type { ProbeAttempts } from "./probeAttempts.ts";

type Request = Extract<ServiceEmitted, { type: "PROBE" }>;

/** The probes of a phase of a run. */
const probesOf = (
  { ready, probes }: ServiceContext["rules"],
  phase: Request["phase"],
): ReadonlyArray<readonly [ProbeName, StartupProbe | Probe]> => {
  if (phase === "startup") return ready.kind === "probe" ? [["startup", ready.probe]] : [];
  return probesIn(probes).flatMap((name) => {
    const probe = probes?.[name];
    return probe === undefined ? [] : [[name, probe] as const];
  });
};

/** Make the attempts that the chart has asked for, each probe in a fiber of its own, until `endProbing`. */
export const beginProbing = (node: ServiceNode, request: Request, wiring: Wiring): void => {
  endProbing(node);
  const { rules } = node.actor.getSnapshot().context;
  const probes = probesOf(rules, request.phase);
  if (probes.length === 0) return;
  const { path, spec, process } = node;
  const probed: ProbedRun = { path, run: request.run, spec, ports: process?.ports ?? [] };
  const all = Effect.forEach(
    probes,
    ([name, probe]) => attempts(node, request, { name, probe, probed }, wiring),
    { concurrency: "unbounded", discard: true },
  );
  node.probing = Runtime.runFork(wiring.runtime)(all, { scope: node.scope });
};

/** End all attempts; an attempt in progress is interrupted, and its result ignored. */
export const endProbing = (node: ServiceNode): void => {
  node.probing?.unsafeInterruptAsFork(FiberId.none);
  node.probing = null;
  node.attempts.clear();
};

interface Probing {
  readonly name: ProbeName;
  readonly probe: StartupProbe | Probe;
  readonly probed: ProbedRun;
}

/** The attempts of one probe, one after another. */
const attempts = (
  node: ServiceNode,
  { run, isResumed }: Request,
  { name, probe, probed }: Probing,
  wiring: Wiring,
): Effect.Effect<never> => {
  const { now, dice, prober, observations } = wiring;
  const check = withPorts(probe.check, probed.ports);
  const attempt = prober.probe(check, probed).pipe(
    Effect.timeoutTo({
      duration: probe.timeoutMs,
      onSuccess: (found) => found,
      onTimeout: (): Attempt => ({
        outcome: "failure",
        message: `no result within ${probe.timeoutMs / 1000} s`,
      }),
    }),
  );
  const waitFor = (ms: number): Effect.Effect<void> =>
    Effect.suspend(() => {
      noteAttempt(node, name, { nextAt: Date.parse(now.wall()) + ms });
      return Effect.sleep(ms);
    });
  const uptimeMs = now.monotonic() - node.actor.getSnapshot().context.startedAt;
  const oneAttempt = Effect.gen(function* () {
    const begun = now.monotonic();
    const result = yield* attempt;
    const ended = now.monotonic();
    observations.probed(node.path, name, result.outcome, (ended - begun) / 1000);
    noteAttempt(node, name, { last: { ...result, at: now.wall() }, tookMs: ended - begun });
    tellChart(node, { type: "PROBED", run, probe: name, result }, wiring);
    yield* waitFor(untilGroup(nextAttemptIn(probe, ended - begun, dice()), ended));
  });
  return Effect.andThen(
    waitFor(firstAttemptIn(probe, { uptimeMs, isResumed }, dice())),
    Effect.forever(oneAttempt),
  );
};

/** Most results of a healthy child change nothing, and cost neither a step of its chart nor a write. */
const tellChart = (
  node: ServiceNode,
  event: Extract<ServiceEvent, { type: "PROBED" }>,
  { mailbox }: Wiring,
): void => {
  if (!isNews(node.actor.getSnapshot().context, event)) return;
  mailbox.send(() => node.actor.send(event));
};

/** How many attempts are kept with their length. */
const keptLengths = 60;

interface Noted extends Partial<Omit<ProbeAttempts, "recentMs">> {
  readonly tookMs?: number;
}

const noteAttempt = (node: ServiceNode, name: ProbeName, { tookMs, ...noted }: Noted): void => {
  const before = node.attempts.get(name) ?? { last: null, nextAt: null, recentMs: [] };
  const recentMs =
    tookMs === undefined ? before.recentMs : [...before.recentMs.slice(1 - keptLengths), tookMs];
  node.attempts.set(name, { ...before, ...noted, recentMs });
};

/** The part of a chart's snapshot that decides about health. */
interface Probed {
  readonly health: Health;
  readonly context: Pick<ServiceContext, "rules" | "probes" | "run" | "reason">;
}

/** Record the changes of a run's health, and raise the alarms of its probes. */
export const recordHealth = (node: ServiceNode, before: Probed, after: Probed, wiring: Wiring): void => {
  const { log, now } = wiring;
  const fact = { at: now.wall(), subject: node.path, by: "system", run: after.context.run };
  if (after.health !== before.health && node.state === "running") {
    const reason =
      whyUnhealthy(after.context) ?? (after.health === "healthy" ? "its probes pass" : "not probed yet");
    log.record({ type: "health", ...fact, from: before.health, to: after.health, reason });
  }
  for (const name of probesIn(after.context.rules.probes)) {
    const standing = after.context.probes[name];
    const begins = standing?.verdict === "failing" && before.context.probes[name]?.verdict !== "failing";
    if (begins && after.context.rules.probes?.[name]?.action === "notify")
      log.record({ type: "alarm", alarm: "unhealthy", ...fact, reason: failureText(name, standing) });
  }
};
