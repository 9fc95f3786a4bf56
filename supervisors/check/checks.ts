import { Effect } from "effect";
import type { CheckMemory } from "../../src/domain/stored/CheckRecord.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import { type CheckChange, CheckIns, type RecalledChecks } from "../../src/ports/store/CheckIns.ts";
import type { EventLog } from "../log/eventLog.ts";
import type { MachineClock, Now } from "../node/views/clock.ts";
import { wallMs } from "./seconds.ts";

/**
 * How often all running checks are looked at, ms: the wall clock may be set, and a machine may sleep. It is also how
 * exactly it is known until when a daemon observed them that was killed.
 */
export const usualInterval = 30_000;

/** What the nodes of checks share: what was stored of them, where it is stored, and a common timer. */
export interface Checks {
  /** What an earlier daemon has stored of a check, and until when checks were observed, ms since the epoch. */
  readonly recalled: (path: ChildPath) => {
    readonly memory: CheckMemory | null;
    readonly observedUntil: number;
  };
  /** What could not be read of what was stored, for an alarm; null if nothing was lost. */
  readonly notRecalled: string | null;
  /** Keep a change, and have it stored with the events about it, and that the checks are observed now. */
  readonly store: (change: CheckChange) => void;
  /** How often they are looked at, ms. */
  readonly interval: number;
  /** Look at a check at every interval, until the returned function is called. */
  readonly watch: (look: () => void) => () => void;
}

interface Around {
  readonly timers: MachineClock;
  readonly now: Now;
  readonly log: Pick<EventLog, "store">;
  readonly interval: number;
}

const nothing: RecalledChecks = { checks: new Map(), unreadable: [], observedUntil: null };

/** What was stored of checks, and what of it can't be read. */
const recallFrom = (store: typeof CheckIns.Service) =>
  Effect.match(store.recall, {
    onFailure: ({ message }) => ({
      ...nothing,
      notRecalled: `what was stored about the checks can't be read, so they begin as new: ${message}`,
    }),
    onSuccess: (recalled) => ({
      ...recalled,
      notRecalled:
        recalled.unreadable.length === 0
          ? null
          : `what the last daemon stored about the checks ${recalled.unreadable.map(({ path }) => path).join(", ")} can't be read by this version; they begin as new`,
    }),
  });

/** The checks of a tree, with what earlier daemons have stored of them. */
export const makeChecks = ({ timers, now, log, interval }: Around): Effect.Effect<Checks, never, CheckIns> =>
  Effect.gen(function* () {
    const store = yield* CheckIns;
    const { checks, observedUntil, notRecalled } = yield* recallFrom(store);
    const memories = new Map(checks);
    const watched = new Set<() => void>();
    let observed = observedUntil ?? 0;
    let timer: number | null = null;
    const observe = (): void => {
      observed = wallMs(now);
      log.store(store.observed(observed));
    };
    const arm = (): void => {
      timer = timers.setTimeout(() => {
        for (const look of [...watched]) look();
        observe();
        arm();
      }, interval);
    };
    return {
      interval,
      notRecalled,
      recalled: (path) => ({ memory: memories.get(path) ?? null, observedUntil: observed }),
      store: (change) => {
        memories.set(change.path, change.memory);
        log.store(store.store(change));
        observe();
      },
      watch: (look) => {
        watched.add(look);
        if (timer === null) arm();
        return () => {
          watched.delete(look);
          if (watched.size > 0 || timer === null) return;
          timers.clearTimeout(timer);
          timer = null;
        };
      },
    };
  });
