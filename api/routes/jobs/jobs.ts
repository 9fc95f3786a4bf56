import { Effect, Option } from "effect";
import { NoSuchChild } from "../../../src/domain/Errors.ts";
import { root } from "../../../src/domain/tree/ChildPath.ts";
import { isScheduled } from "../../../src/domain/view/childTraits.ts";
import { Supervision } from "../../../supervisors/Supervision.ts";
import { taggedByContent } from "../../answer/contentTag.ts";
import { contract } from "../../contract/contract.ts";
import { usualInstants } from "../../contract/jobs/calendar.ts";
import { defaultLimit } from "../../contract/query.ts";
import { handle } from "../../handle.ts";
import { isInOne, oneChild, subtrees } from "../../request/resolve.ts";
import { declaredJob } from "../../tree/jobs/declaredJob.ts";
import { ledgerPage } from "../../tree/jobs/ledgerPage.ts";

/** The jobs in some subtrees. */
const jobsIn = (within: ReadonlyArray<string>) =>
  Effect.map(Supervision, ({ viewsNow }) =>
    viewsNow()
      .views.filter(isScheduled)
      .filter(({ path }) => isInOne(within, path)),
  );

/** The jobs whose rows are meant; undefined: all, also those that are not in the tree any more. */
const ledgerOf = (within: ReadonlyArray<string>) =>
  within.includes(root)
    ? Effect.succeed(undefined)
    : Effect.map(jobsIn(within), (found) => found.map(({ path }) => path));

/** Jobs: what they do, what they expect, and what became of it. */
export const jobs = () => ({
  jobs: handle(contract.jobs, ({ caller }) =>
    Effect.gen(function* () {
      const control = yield* (yield* Supervision).jobs;
      const found = yield* jobsIn(yield* Effect.orDie(subtrees(undefined, caller)));
      const items = yield* Effect.forEach(found, (view) =>
        // A job that was removed meanwhile is left out.
        Effect.option(Effect.map(control.declared(view.path), (spec) => declaredJob(view, spec))),
      );
      return yield* taggedByContent({ items: items.flatMap(Option.toArray), next: null }, caller);
    }),
  ),
  job: handle(contract.job, ({ params, caller }) =>
    Effect.gen(function* () {
      const control = yield* (yield* Supervision).jobs;
      const path = yield* oneChild(params.path, caller);
      const spec = yield* control.declared(path);
      const view = (yield* jobsIn([path])).find((job) => job.path === path);
      if (view === undefined) return yield* Effect.die(new Error(`${path} is declared, and has no view`));
      return declaredJob(view, spec);
    }),
  ),
  nextInstants: handle(contract.nextInstants, ({ params, query: { n = usualInstants, from }, caller }) =>
    Effect.gen(function* () {
      const control = yield* (yield* Supervision).jobs;
      const path = yield* oneChild(params.path, caller);
      return { items: yield* control.next(path, { n, from }), next: null };
    }),
  ),
  jobStart: handle(contract.jobStart, ({ params, caller }) =>
    Effect.gen(function* () {
      const control = yield* (yield* Supervision).jobs;
      const path = yield* oneChild(params.path, caller);
      const found = yield* control.start(path, params.start);
      if (found !== null) return found;
      return yield* new NoSuchChild({
        wanted: String(params.start),
        nearest: null,
        message: `nothing is known of start ${params.start} of ${path}: it ended long ago, or under an earlier daemon`,
      });
    }),
  ),
  ledger: handle(
    contract.ledger,
    ({ query: { path, limit = defaultLimit, cursor: before, ...filter }, caller }) =>
      Effect.gen(function* () {
        const control = yield* (yield* Supervision).jobs;
        const meant = yield* ledgerOf(yield* subtrees(path, caller));
        const page = yield* ledgerPage({ ...filter, jobs: meant, before, limit }, control.ledger);
        return yield* taggedByContent(page, caller);
      }),
  ),
});
