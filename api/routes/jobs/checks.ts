import { Clock, Effect } from "effect";
import { takesReports } from "../../../src/domain/view/childTraits.ts";
import type { CheckView } from "../../../src/domain/view/NodeView.ts";
import { includesRole } from "../../../src/policy/access.ts";
import { CheckIns } from "../../../src/ports/store/CheckIns.ts";
import { Supervision } from "../../../supervisors/Supervision.ts";
import { Reply } from "../../answer/Reply.ts";
import { unstored } from "../../answer/unstored.ts";
import { byOf, type Caller } from "../../caller.ts";
import { contract } from "../../contract/contract.ts";
import { handle } from "../../handle.ts";
import { isInOne, oneChild, subtrees } from "../../request/resolve.ts";
import { bodyPart, checkClaim, digestOf, kindOfExit, randomKey } from "../../tree/checkReports.ts";

const newestReports = 100;

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

/** The checks with what is known of their ping addresses, for those who may make one. */
const withKeys = (checks: ReadonlyArray<CheckView>, { role }: Caller) =>
  Effect.gen(function* () {
    const keys = includesRole(role, "operator") ? yield* (yield* CheckIns).keys : [];
    const byPath = new Map(keys.map((key) => [key.path, key]));
    return checks.map((check) => {
      const key = byPath.get(check.path);
      return {
        ...check,
        ping_key: key ? { created_at: iso(key.createdAt), created_by: key.createdBy } : null,
      };
    });
  });

/** Jobs that run elsewhere and report. */
export const checks = () => ({
  checks: handle(contract.checks, ({ caller }) =>
    Effect.gen(function* () {
      const { viewsNow } = yield* Supervision;
      const within = yield* Effect.orDie(subtrees(undefined, caller));
      const seen = viewsNow()
        .views.filter(takesReports)
        .filter(({ path }) => isInOne(within, path));
      return { items: yield* withKeys(seen, caller), next: null };
    }),
  ),
  check: handle(contract.check, ({ params, caller }) =>
    Effect.gen(function* () {
      const supervision = yield* Supervision;
      const path = yield* oneChild(params.path, caller);
      const runs = yield* supervision.checkRuns(path);
      const reports = yield* (yield* CheckIns).reports(path, newestReports);
      const view = supervision
        .viewsNow()
        .views.filter(takesReports)
        .filter((one) => one.path === path);
      const [check] = yield* withKeys(view, caller);
      if (check === undefined) return yield* Effect.die(new Error(`${path} has runs, and no view`));
      return {
        check,
        runs: runs.map(({ run, id, startedAt, endedAt, outcome }) => ({
          ...{ run, id, outcome, started_at: isoOrNull(startedAt), ended_at: isoOrNull(endedAt) },
        })),
        reports: reports.map(({ at, claimed, kind, exit, id, body, bodySize, by }) => ({
          ...{ at: iso(at), claimed_at: isoOrNull(claimed), kind, exit, id, body, body_size: bodySize, by },
        })),
      };
    }),
  ),
  checkIn: handle(
    contract.checkIn,
    ({ params, body: { kind, exit = null, id = null, at, body = "" }, caller }) =>
      Effect.gen(function* () {
        const path = yield* oneChild(params.path, caller);
        const claimed = at === undefined ? null : Date.parse(at);
        yield* checkClaim(claimed, yield* Clock.currentTimeMillis);
        const own = { kind: exit === null ? kind : kindOfExit(exit), exit, id, claimed };
        return yield* (yield* Supervision).checkIn(path, { ...own, ...bodyPart(body), by: byOf(caller) });
      }),
  ),
  pauseCheck: handle(contract.pauseCheck, ({ params, body: { until }, caller }) =>
    Effect.gen(function* () {
      const path = yield* oneChild(params.path, caller);
      const end = until === undefined ? null : Date.parse(until);
      return yield* (yield* Supervision).pauseCheck(path, end, byOf(caller));
    }),
  ),
  resumeCheck: handle(contract.resumeCheck, ({ params, caller }) =>
    Effect.gen(function* () {
      const path = yield* oneChild(params.path, caller);
      return yield* (yield* Supervision).resumeCheck(path, byOf(caller));
    }),
  ),
  createPingKey: handle(contract.createPingKey, ({ params, caller }) =>
    Effect.gen(function* () {
      const path = yield* oneChild(params.path, caller);
      const target = yield* (yield* Supervision).pingTarget(path);
      const key = randomKey();
      const digest = yield* Effect.promise(() => digestOf(key));
      const createdAt = yield* Clock.currentTimeMillis;
      yield* (yield* CheckIns).setKey({ path, digest, createdAt, createdBy: byOf(caller) });
      const made = {
        ...{ path, by_name: target === "by name" },
        ...{ ping_path: `/ping/${key}`, created_at: iso(createdAt) },
      };
      return new Reply(made, { headers: unstored });
    }),
  ),
});
