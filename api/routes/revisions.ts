import { Effect, Schema } from "effect";
import { Hono } from "hono";
import { TreeSpec } from "../../src/domain/ChildSpec.ts";
import { contradictions } from "../../src/policy/contradictions.ts";
import { plan } from "../../src/policy/plan/plan.ts";
import { Revisions } from "../../src/ports/Revisions.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { answer, type BadRequest, badRequest } from "../problem.ts";
import { body } from "../request.ts";
import { previousRevision, theRevision } from "../revision.ts";
import type { ApiRuntime } from "../runtime.ts";

const Planning = Schema.Struct({ tree: TreeSpec });
const Applying = Schema.Struct({
  tree: TreeSpec,
  by: Schema.String,
  revision: Schema.optional(Schema.String),
  source: Schema.optionalWith(Schema.String, { default: () => "the API" }),
  message: Schema.optionalWith(Schema.String, { default: () => "applied" }),
});
const RollingBack = Schema.Struct({ by: Schema.String, to: Schema.optional(Schema.String) });

/** A tree can be written by anybody; what can't be meant is refused as in a file. */
const meant = (tree: TreeSpec): Effect.Effect<TreeSpec, BadRequest> => {
  const [wrong] = contradictions(tree.root);
  return wrong ? Effect.fail(badRequest(`${wrong.at.join("/")}: ${wrong.message}`)) : Effect.succeed(tree);
};

/** Other trees: how the running one would become one of them, making it so, and those that there were. */
export const revisions = (runtime: ApiRuntime): Hono =>
  new Hono()
    .post("/plan", (context) => {
      const effect = Effect.gen(function* () {
        const { tree } = yield* body(Planning, () => context.req.json());
        const supervision = yield* Supervision;
        return yield* supervision.plan(yield* meant(tree));
      });
      return answer(context, runtime, effect);
    })
    .post("/apply", (context) => {
      const effect = Effect.gen(function* () {
        const { tree, ...how } = yield* body(Applying, () => context.req.json());
        const supervision = yield* Supervision;
        return yield* supervision.apply(yield* meant(tree), how);
      });
      return answer(context, runtime, effect);
    })
    .get("/revisions", (context) => {
      const effect = Effect.flatMap(Revisions, ({ list }) => Effect.map(list, (all) => ({ revisions: all })));
      return answer(context, runtime, effect);
    })
    .get("/revisions/diff", (context) => {
      const effect = Effect.gen(function* () {
        const { from, to } = context.req.query();
        const after = yield* theRevision(to);
        const before = yield* from === undefined ? previousRevision : theRevision(from);
        const { tree: _, ...newer } = after;
        const { tree: __, ...older } = before;
        return { from: older, to: newer, ...plan(before.tree, after.tree) };
      });
      return answer(context, runtime, effect);
    })
    .get("/revisions/:number", (context) =>
      answer(context, runtime, theRevision(context.req.param("number"))),
    )
    .post("/rollback", (context) => {
      const effect = Effect.gen(function* () {
        const { by, to } = yield* body(RollingBack, () => context.req.json());
        const { tree, number, revision } = yield* to === undefined ? previousRevision : theRevision(to);
        const supervision = yield* Supervision;
        const message = `rolled back to revision ${number}`;
        const applied = yield* supervision.apply(tree, { by, source: revision, message });
        return { ...applied, number };
      });
      return answer(context, runtime, effect);
    });
