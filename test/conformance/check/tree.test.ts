import { Clock, Effect, TestClock, TestContext } from "effect";
import { describe, expect, it } from "vitest";
import type { CheckIn } from "../../../supervisors/Supervision.ts";
import { makeMachine, pass, settle } from "../../supervisors/machine.ts";
import {
  type CaseStep,
  type CheckCase,
  type CheckOutcome,
  checkCases,
  clockOf,
  momentOf,
} from "./checkCases.ts";

/** The tree of a case, with one check. */
const fileOf = ({ check }: CheckCase): string => {
  const keys = Object.entries(check).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return `children: { it: { check: { ${keys.join(", ")} } } }`;
};

const reportOf = (
  ping: string,
  { id, claimed }: { readonly id?: string; readonly claimed?: string },
): CheckIn => {
  const exit = ping.startsWith("exit ") ? Number(ping.slice(5)) : null;
  const kind =
    exit === null ? (ping as "start" | "success" | "fail" | "log") : exit === 0 ? "success" : "fail";
  return {
    ...{ kind, exit, id: id ?? null, claimed: claimed === undefined ? null : momentOf(claimed) },
    ...{ body: null, bodySize: 0, by: "key" },
  };
};

/** The steps of one second, as they are handled: the daemon is back first, reports by the time that they claim. */
const inOrder = (steps: ReadonlyArray<CaseStep>): ReadonlyArray<CaseStep> =>
  [...steps].sort((a, b) => claimOf(a).localeCompare(claimOf(b)));
const claimOf = (step: CaseStep): string => ("ping" in step && step.claimed ? step.claimed : step.at);

/** Let time pass, from one timer of a check to the next: they are the only ones at the end of a second. */
const passUntil = (end: number): Effect.Effect<void> =>
  Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis;
    if (now >= end) return;
    const ends = [...(yield* TestClock.sleeps())].filter((at) => at > now && at < end && at % 1000 === 999);
    yield* TestClock.setTime(Math.min(end, ...ends));
    yield* settle;
    yield* passUntil(end);
  });

/** Nothing else wakes up: there are days to pass. */
const fewTimers = { checksLookedAtEvery: 864_000_000, sampled: Effect.never };

const runInTree = (theCase: CheckCase) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(momentOf(theCase.from));
    const machine = yield* makeMachine;
    const file = fileOf(theCase);
    let daemon = yield* machine.daemon(file, fewTimers);
    const states: Array<CheckOutcome["states"][number]> = [];
    const steps = theCase.do ?? [];
    const times = [...new Set([...steps.map(({ at }) => at), ...theCase.look, theCase.until])];
    const downs = steps.flatMap((step) => ("do" in step && step.do === "down" ? [step.to] : []));
    const moments = [...new Set([...times, ...downs].map(momentOf))].sort((a, b) => a - b);
    for (const moment of moments) {
      yield* passUntil(moment);
      if (downs.some((to) => momentOf(to) === moment)) daemon = yield* machine.daemon(file, fewTimers);
      for (const step of inOrder(steps.filter(({ at }) => momentOf(at) === moment))) {
        const { supervision } = daemon;
        if ("ping" in step) yield* Effect.orDie(supervision.checkIn("it", reportOf(step.ping, step)));
        else if (step.do === "down") {
          yield* settle;
          yield* daemon.die;
        } else if (step.do === "resume") yield* Effect.orDie(supervision.resumeCheck("it", "user:me"));
        else
          yield* Effect.orDie(
            supervision.pauseCheck("it", step.until ? momentOf(step.until) : null, "user:me"),
          );
      }
      if (!theCase.look.some((at) => momentOf(at) === moment)) continue;
      yield* passUntil(moment + 999);
      yield* settle;
      for (const child of daemon.supervision.viewsNow().views)
        if (child.kind === "check")
          states.push({ at: clockOf(moment), state: child.check ?? "stopped", failures: child.failures });
    }
    yield* passUntil(momentOf(theCase.until) + 999);
    yield* pass(60);
    const runs = yield* Effect.orDie(daemon.supervision.checkRuns("it"));
    const explained = yield* daemon.supervision.explain("it");
    const entries = yield* Effect.orDie(machine.journal.read({}));
    const outcome: CheckOutcome = {
      flips: entries.flatMap((entry) =>
        entry.type === "check"
          ? [{ at: clockOf(Date.parse(entry.at)), from: entry.from, to: entry.to, reason: entry.reason }]
          : [],
      ),
      states,
      runs: [...runs].reverse().map(({ run, id, startedAt, endedAt, outcome }) => ({
        ...{ run, id, outcome },
        started_at: startedAt === null ? null : clockOf(startedAt),
        ended_at: endedAt === null ? null : clockOf(endedAt),
      })),
      ignored: Number(explained.facts.ignored_reports),
    };
    return outcome;
  });

describe("a check in a tree on virtual time", () => {
  for (const theCase of checkCases)
    it(`${theCase.id}: ${theCase.title}`, async () => {
      const seen = await Effect.runPromise(
        Effect.provide(Effect.scoped(runInTree(theCase)), TestContext.TestContext),
      );
      expect(seen).toEqual(theCase.expect);
    });
});
