import { Clock, Effect } from "effect";
import { parseDuration } from "../../../src/config/language/duration.ts";
import { NotPossible } from "../../../src/domain/Errors.ts";
import { type ChildPath, isWithin } from "../../../src/domain/tree/ChildPath.ts";
import { isScheduled, takesReports } from "../../../src/domain/view/childTraits.ts";
import type { CheckView, JobView } from "../../../src/domain/view/NodeView.ts";
import type { Outcome } from "../../../src/domain/view/Outcome.ts";
import { Supervision } from "../../../supervisors/Supervision.ts";
import { BadRequest } from "../../answer/problem.ts";
import { byOf, type Caller } from "../../caller.ts";
import type { Command, JobCommand } from "../../contract/tree/actions.ts";
import { allChildren } from "../../request/resolve.ts";
import type { Act } from "../outcomes.ts";

const verbs: ReadonlySet<Command["verb"]> = new Set(["run", "pause", "resume", "skip_next"]);

/** Whether a command is for jobs, and not for any child. */
export const isForJobs = (command: Command): command is JobCommand => verbs.has(command.verb);

type Pausable = JobView | CheckView;

const viewNow = (path: ChildPath) =>
  Effect.map(Supervision, ({ viewsNow }) => viewsNow().views.find((view) => view.path === path));

/** The child with what it is now. */
const outcomeOf = (path: ChildPath, reason: string, more: Partial<Outcome> = {}) =>
  Effect.flatMap(Supervision, ({ views }) =>
    Effect.map(views, ({ views: all }): Outcome => {
      const state = all.find((view) => view.path === path)?.state ?? "stopped";
      return { path, state, reached: true, reason, ...more };
    }),
  );

/** The children that the words mean; a pause of a group is one of all jobs and checks in it. */
export const jobTargets = ({ verb, paths }: JobCommand, caller: Caller) =>
  Effect.gen(function* () {
    const meant = yield* allChildren(paths, caller);
    if (verb === "run" || verb === "skip_next") return meant;
    const { viewsNow } = yield* Supervision;
    const pausable = viewsNow().views.filter(
      (view): view is Pausable => isScheduled(view) || takesReports(view),
    );
    const found = meant.flatMap((path) => {
      const within = pausable.filter((view) => isWithin(path, view.path)).map((view) => view.path);
      // The command itself says why it is refused.
      return within.length === 0 ? [path] : within;
    });
    return [...new Set(found)];
  });

const run =
  ({ parameters }: Extract<JobCommand, { readonly verb: "run" }>, caller: Caller): Act =>
  (path) =>
    Effect.gen(function* () {
      const control = yield* (yield* Supervision).jobs;
      const answer = yield* control.run(path, { by: byOf(caller), parameters });
      const { start } = answer;
      if (answer.answer === "started")
        return yield* outcomeOf(path, `run ${answer.id} has started`, { run_id: answer.id, start });
      const shown = yield* control.start(path, start);
      return yield* outcomeOf(path, `accepted: ${shown?.reason ?? "it waits"}`, { start });
    });

const untilText = (until: number | null): string =>
  until === null ? "paused until it is resumed" : `paused until ${new Date(until).toISOString()}`;

const notPausable = (path: ChildPath): NotPossible =>
  new NotPossible({
    path,
    reason: "not_a_job",
    message: `${path || "the tree"} is not a job or a check, and has none in it; only those can be paused`,
  });

const pause =
  (until: number | null, reason: string | undefined, caller: Caller): Act =>
  (path) =>
    Effect.gen(function* () {
      const supervision = yield* Supervision;
      const view = yield* viewNow(path);
      const by = byOf(caller);
      if (view === undefined || !(isScheduled(view) || takesReports(view))) return yield* notPausable(path);
      if (takesReports(view)) yield* supervision.pauseCheck(path, until, by);
      else yield* (yield* supervision.jobs).pause(path, { until, by, reason });
      return yield* outcomeOf(path, `${untilText(until)}${reason === undefined ? "" : `: ${reason}`}`);
    });

const isPaused = (view: Pausable): boolean =>
  takesReports(view) ? view.check === "paused" : view.paused !== null;

const resume =
  (caller: Caller): Act =>
  (path) =>
    Effect.gen(function* () {
      const supervision = yield* Supervision;
      const view = yield* viewNow(path);
      if (view === undefined || !(isScheduled(view) || takesReports(view))) return yield* notPausable(path);
      if (!isPaused(view)) return yield* outcomeOf(path, "it was not paused");
      if (takesReports(view)) yield* supervision.resumeCheck(path, byOf(caller));
      else yield* (yield* supervision.jobs).resume(path);
      return yield* outcomeOf(path, "resumed");
    });

const skipNext: Act = (path) =>
  Effect.gen(function* () {
    const control = yield* (yield* Supervision).jobs;
    const at = yield* control.skipNext(path);
    return yield* outcomeOf(path, `the instant ${new Date(at).toISOString()} will be skipped`);
  });

const refused = (message: string): BadRequest =>
  new BadRequest({ message, errors: [{ path: "until", message }] });

/** The end of a pause: a time, or a duration from now. */
const endOf = (until: string | undefined, now: number): number | null | BadRequest => {
  if (until === undefined) return null;
  const duration = parseDuration(until);
  const at = duration === null ? Date.parse(until) : now + duration;
  if (Number.isNaN(at))
    return refused(
      `until takes a time such as 2026-01-31T08:00:00Z, or a duration such as 2h, not "${until}"`,
    );
  return at <= now ? refused(`until is a time in the past: ${until}`) : at;
};

/** How a command to jobs is carried out on one of them. */
export const jobAct = (command: JobCommand, caller: Caller): Effect.Effect<Act, BadRequest> =>
  Effect.gen(function* () {
    switch (command.verb) {
      case "run":
        return run(command, caller);
      case "pause": {
        const until = endOf(command.until, yield* Clock.currentTimeMillis);
        return until instanceof BadRequest ? yield* until : pause(until, command.reason, caller);
      }
      case "resume":
        return resume(caller);
      case "skip_next":
        return skipNext;
    }
  });
