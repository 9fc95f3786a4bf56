import type { ActorRefFrom, AnyTransitionDefinition, InspectionEvent, StateValue } from "xstate";
import { edgeOf } from "../../../machines/edges.ts";
import type { serviceMachine } from "../../../machines/service.ts";
import type { supervisorMachine } from "../../../machines/supervisor.ts";
import { type ChildState, childStates } from "../../../src/domain/tree/State.ts";
import type { Edge } from "../../../src/domain/view/Edge.ts";
import type { DueTimer } from "../../../src/domain/view/NodeView.ts";
import type { Now } from "./clock.ts";

/**
 * How many of the newest edges are kept, because a supervisor may take edges for months without a row in the journal.
 */
const keptEdges = 100;

type Scheduled = ReturnType<
  ActorRefFrom<typeof serviceMachine | typeof supervisorMachine>["system"]["getSnapshot"]
>["_scheduledEvents"][string];

/** A timer that was set since the node entered its state; it may have fired. */
interface SetTimer extends DueTimer {
  readonly scheduled: Scheduled;
}

/**
 * A node's way through its chart, from XState's inspection, with our timestamps: the edges taken, the timers set, and
 * the time at which it entered its state.
 */
export class Trace {
  readonly #now: Now;
  /** The state in the journal. It differs from that of the chart only until the node is adopted. */
  #recorded: ChildState = "stopped";
  #since: string;
  #edges: Array<Edge> = [];
  #step: Array<Edge> = [];
  #timers: ReadonlyArray<SetTimer> = [];
  #pending: ReadonlySet<Scheduled> = new Set();

  constructor(now: Now) {
    this.#now = now;
    this.#since = now.wall();
  }

  /** The time at which it entered its outermost state: wall time, ISO 8601. */
  get since(): string {
    return this.#since;
  }

  get recorded(): ChildState {
    return this.#recorded;
  }

  /** The timers that are set. */
  get due(): ReadonlyArray<DueTimer> {
    return this.#timers.flatMap(({ scheduled, timer, at }) =>
      this.#pending.has(scheduled) ? [{ timer, at }] : [],
    );
  }

  /** When the next start is due, even if its supervisor has not handled that yet; null if none is due. */
  get nextAttemptAt(): string | null {
    return this.#at("backoff") ?? this.#at("retry");
  }

  /** When the stop in progress sends SIGKILL; null if it never does. */
  get killAt(): string | null {
    return this.#at("stopTimeout");
  }

  /** A timer that is set, with its whole length; null if there is none of this name. */
  timer(name: string): { readonly at: string; readonly totalMs: number } | null {
    const found = this.#timers.findLast(
      ({ timer, scheduled }) => timer === name && this.#pending.has(scheduled),
    );
    return found ? { at: found.at, totalMs: found.scheduled.delay } : null;
  }

  #at(name: string): string | null {
    return this.#timers.findLast(({ timer }) => timer === name)?.at ?? null;
  }

  /** The `inspect` option for XState. An edge without a target only runs actions and is not recorded. */
  readonly inspect = (event: InspectionEvent): void => {
    if (event.type !== "@xstate.microstep") return;
    for (const { target, id } of event._transitions.map(knownEdge))
      if (target !== null) this.#step.push({ id, at: this.#now.wall() });
  };

  /** Store the timers that an actor has set. Returns the edges of its last step. */
  stepped(scheduled: Readonly<Record<string, Scheduled>>): ReadonlyArray<Edge> {
    const pending = Object.values(scheduled);
    const step = this.#step;
    if (step.length > 0) this.#edges = [...this.#edges, ...step].slice(-keptEdges);
    this.#step = [];
    if (pending.length === 0 && this.#pending.size === 0) return step;
    const known = new Set(this.#timers.map((timer) => timer.scheduled));
    const fresh = pending.filter((one) => !known.has(one));
    this.#pending = new Set(pending);
    this.#timers = [...this.#timers, ...fresh.map((one) => ({ ...this.#dueTimer(one), scheduled: one }))];
    return step;
  }

  #dueTimer({ event, id, delay }: Scheduled): DueTimer {
    const at = new Date(Date.parse(this.#now.wall()) + delay).toISOString();
    return { timer: timerName(event.type, id), at };
  }

  /** Store that the journal has it in another state now. Returns the edges that led there, and clears them. */
  entered(state: ChildState, since: string): ReadonlyArray<Edge> {
    const edges = this.#edges;
    this.#recorded = state;
    this.#since = since;
    this.#edges = [];
    this.#timers = this.#timers.filter(({ scheduled }) => this.#pending.has(scheduled));
    return edges;
  }
}

const knownEdges = new WeakMap<AnyTransitionDefinition, ReturnType<typeof edgeOf>>();

/** A transition as an edge, cached: a chart has few of them, and many nodes take them repeatedly. */
const knownEdge = (transition: AnyTransitionDefinition): ReturnType<typeof edgeOf> => {
  const known = knownEdges.get(transition);
  if (known) return known;
  const edge = edgeOf(transition);
  knownEdges.set(transition, edge);
  return edge;
};

/** `stopTimeout` for `xstate.after.stopTimeout.service.stopping.asking`; the id of a timer that an action has set. */
const timerName = (eventType: string, id: string): string =>
  /^xstate\.after\.([^.]+)\./.exec(eventType)?.[1] ?? id;

/** A chart's value as a path: `stopping.killing`. */
export const valuePath = (value: StateValue): string =>
  typeof value === "string"
    ? value
    : Object.entries(value)
        .map(([state, inner]) => (inner === undefined ? state : `${state}.${valuePath(inner)}`))
        .join(" ");

/** The outermost state of a chart's value. */
export const outermostState = (value: StateValue): ChildState => {
  const top = typeof value === "string" ? value : Object.keys(value)[0];
  const state = childStates.find((known) => known === top);
  if (state === undefined) throw new Error(`no child can be in the state ${top}`);
  return state;
};
