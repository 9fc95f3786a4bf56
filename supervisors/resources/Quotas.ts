import { Deferred, Effect, FiberId, Option, Stream } from "effect";
import { memoryQuotaText, restartsQuotaText } from "../../src/policy/resources/quota.ts";
import { msUntilAllowed, type Restarted, recent } from "../../src/policy/restart/intensity.ts";
import { supervisorsOf } from "../dependencies/awaited.ts";
import type { EventLog } from "../log/eventLog.ts";
import type { Hold, HoldsOf } from "../node/holds.ts";
import { memberOf, type ServiceNode, type SupervisorNode } from "../node/node.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { hasChildren, hasProcess } from "../node/traits.ts";
import type { Now } from "../node/views/clock.ts";
import type { UsageByPid } from "../view/usage.ts";
import type { QuotasOfTree } from "./QuotasOfTree.ts";

/** When memory is looked at again if there is no sample, in ms. */
const unlessSampled = 10_000;

type Resource = "memory" | "restarts";

/** A quota that holds a start: until memory is given back, or until the period allows another restart. */
interface Exceeded {
  readonly reason: string;
  /** When to look again, if no sample comes before, in ms. */
  readonly lookAgainIn: number;
}

/** Whether a start of a service is made by its supervisor after an end, and not by a user or with the tree. */
const isAutomatic = (node: ServiceNode): boolean => {
  const { parent, job, lastRun, firstRun } = node;
  const isFirst = lastRun < firstRun;
  const isByHand =
    memberOf(node)?.standing === "trying" ||
    (parent.state === "starting" && parent.actor.getSnapshot().context.by !== "system");
  return job === null && !isFirst && !isByHand;
};

/**
 * What supervisors grant everything below them. Starts wait while a quota is exceeded; what runs is left alone. The
 * restarts of a period are not stored: a new daemon counts anew.
 */
export class Quotas implements QuotasOfTree {
  readonly #log: EventLog;
  readonly #now: Now;
  /** Bytes that are used below a supervisor with a quota of memory, at the last sample. */
  #memory: ReadonlyMap<SupervisorNode, number> = new Map();
  readonly #restarts = new WeakMap<SupervisorNode, ReadonlyArray<Restarted>>();
  /** Services whose restart was counted when it was no longer held, before it began. */
  readonly #counted = new WeakSet<ServiceNode>();
  /** The quotas that an alarm was raised about, until they are kept again. */
  readonly #alarmed = new Set<string>();
  #nextSample = Deferred.unsafeMake<void>(FiberId.none);

  constructor(log: EventLog, now: Now) {
    this.#log = log;
    this.#now = now;
  }

  /** The bytes that are used below a supervisor; null if they are not limited, or not known yet. */
  memoryOf(node: SupervisorNode): number | null {
    return this.#memory.get(node) ?? null;
  }

  /** The automatic restarts below a supervisor that count now; null if they are not limited. */
  restartsOf(node: SupervisorNode): number | null {
    const limit = node.spec.quota?.restarts;
    return limit ? recent(this.#windowOf(node), this.#now.monotonic(), limit.periodMs).length : null;
  }

  /** There is a new sample of everything below this root. */
  sampled(root: SupervisorNode, usage: UsageByPid): void {
    const limited = withDescendants(root).flatMap((node) =>
      hasChildren(node) && node.spec.quota?.memory !== undefined ? [node] : [],
    );
    this.#memory = new Map(limited.map((node) => [node, memoryBelow(node, usage)]));
    for (const node of limited) {
      const { memory = 0 } = node.spec.quota ?? {};
      const used = this.memoryOf(node) ?? 0;
      if (used > memory) this.#alarm(node, "memory", memoryQuotaText(node.path, used, memory));
      else this.#alarmed.delete(keyOf(node.path, "memory"));
    }
    const waiting = this.#nextSample;
    this.#nextSample = Deferred.unsafeMake<void>(FiberId.none);
    Deferred.unsafeDone(waiting, Effect.void);
  }

  /** A run of a service begins. */
  began(node: ServiceNode): void {
    if (this.#counted.delete(node) || !isAutomatic(node)) return;
    this.#count(node);
  }

  /** What holds a start: the nearest supervisor whose quota is exceeded. */
  readonly holdsOf: HoldsOf = (node, what) => {
    const exceeded = what === "start" ? this.#exceededFor(node) : null;
    return exceeded && this.#hold(node, exceeded);
  };

  #hold(node: ServiceNode, { reason }: Exceeded): Hold {
    const laterReason = (said: string): Effect.Effect<Option.Option<readonly [string, string]>> =>
      Effect.suspend(() => {
        const exceeded = this.#exceededFor(node);
        if (exceeded === null)
          return Effect.as(
            Effect.sync(() => this.#reserve(node)),
            Option.none(),
          );
        if (exceeded.reason !== said)
          return Effect.succeed(Option.some([exceeded.reason, exceeded.reason] as const));
        return Effect.race(Deferred.await(this.#nextSample), Effect.sleep(exceeded.lookAgainIn)).pipe(
          Effect.andThen(laterReason(said)),
        );
      });
    return { reason, reasons: Stream.unfoldEffect(reason, laterReason) };
  }

  /** Count a restart that is no longer held at once: others that were held as well look in the same moment. */
  #reserve(node: ServiceNode): void {
    if (this.#counted.has(node) || !isAutomatic(node)) return;
    this.#count(node);
    this.#counted.add(node);
  }

  #exceededFor(node: ServiceNode): Exceeded | null {
    for (const supervisor of supervisorsOf(node)) {
      const exceeded = this.#memoryExceeded(supervisor) ?? this.#restartsExceeded(supervisor, node);
      if (exceeded) return exceeded;
    }
    return null;
  }

  #memoryExceeded(supervisor: SupervisorNode): Exceeded | null {
    const granted = supervisor.spec.quota?.memory;
    const used = this.memoryOf(supervisor);
    if (granted === undefined || used === null || used <= granted) return null;
    const text = memoryQuotaText(supervisor.path, used, granted);
    return { reason: `waits for ${text}`, lookAgainIn: unlessSampled };
  }

  #restartsExceeded(supervisor: SupervisorNode, node: ServiceNode): Exceeded | null {
    const limit = supervisor.spec.quota?.restarts;
    if (limit === undefined || this.#counted.has(node) || !isAutomatic(node)) return null;
    const of = { intensity: limit.restarts, periodMs: limit.periodMs };
    const lookAgainIn = msUntilAllowed(this.#windowOf(supervisor), this.#now.monotonic(), of);
    if (lookAgainIn === 0) {
      this.#alarmed.delete(keyOf(supervisor.path, "restarts"));
      return null;
    }
    const text = restartsQuotaText(supervisor.path, limit);
    this.#alarm(supervisor, "restarts", text);
    return { reason: `waits for ${text}`, lookAgainIn };
  }

  #windowOf(node: SupervisorNode): ReadonlyArray<Restarted> {
    return this.#restarts.get(node) ?? [];
  }

  #count(node: ServiceNode): void {
    const at = this.#now.monotonic();
    for (const supervisor of supervisorsOf(node)) {
      const limit = supervisor.spec.quota?.restarts;
      if (limit === undefined) continue;
      const counting = recent(this.#windowOf(supervisor), at, limit.periodMs);
      this.#restarts.set(supervisor, [...counting, { child: node.path, at }]);
    }
  }

  #alarm({ path }: SupervisorNode, what: Resource, reason: string): void {
    const key = keyOf(path, what);
    if (this.#alarmed.has(key)) return;
    this.#alarmed.add(key);
    const about = { at: this.#now.wall(), subject: path, by: "system", run: null };
    this.#log.record({ type: "alarm", alarm: "quota", ...about, reason });
  }
}

const keyOf = (path: string, what: Resource): string => `${what} ${path}`;

/** What the processes below a supervisor use together, in bytes. */
const memoryBelow = (supervisor: SupervisorNode, usage: UsageByPid): number =>
  withDescendants(supervisor)
    .filter(hasProcess)
    .reduce((total, { actor }) => {
      const { pid } = actor.getSnapshot().context;
      return total + (pid === null ? 0 : (usage.get(pid)?.memory ?? 0));
    }, 0);
