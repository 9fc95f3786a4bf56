import { Effect } from "effect";
import type { TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import { contradictions } from "../../src/policy/contradictions.ts";
import { Configuration } from "../../src/ports/Configuration.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { BadRequest } from "../answer/problem.ts";
import { byOf, type Caller } from "../caller.ts";
import { contract } from "../contract/contract.ts";
import { handle } from "../handle.ts";
import { failedPrecondition, namedRevision } from "../request/precondition.ts";
import { visibleNow } from "../tree/visibleNow.ts";

/** A tree can be written by anybody; one that contradicts itself is refused as in a file. */
const withoutContradiction = (tree: TreeSpec): Effect.Effect<TreeSpec, BadRequest> => {
  const [wrong] = contradictions(tree.root);
  if (!wrong) return Effect.succeed(tree);
  const { at, message } = wrong;
  const place = at.join("/");
  return new BadRequest({ message: `${place}: ${message}`, errors: [{ path: `tree.${place}`, message }] });
};

interface Text {
  readonly text: string;
  readonly environment?: string;
}

/** The tree that a text describes. Only an admin may have the daemon read files and tell its variables. */
const treeOf = ({ text, environment }: Text, { role }: Caller) =>
  Effect.flatMap(Configuration, ({ read }) =>
    read({ text, environment, surroundings: role === "admin" ? "used" : "unused" }),
  );

/** What is meant, and where it comes from: a text, or else the tree's own file. */
const wantedBy = ({ text, environment }: Partial<Text>, caller: Caller) => {
  if (text === undefined) return Effect.flatMap(Configuration, ({ file }) => file(environment));
  const given = { text, ...(environment === undefined ? {} : { environment }) };
  return Effect.map(treeOf(given, caller), (tree) => ({ tree, source: "the API" }));
};

/** Other trees than the running one: whether they are valid, what would be done, and doing it. */
export const config = () => ({
  validateConfig: handle(contract.validateConfig, ({ body, caller }) =>
    treeOf(body, caller).pipe(
      Effect.match({
        onSuccess: () => ({ valid: true, errors: [] }),
        onFailure: ({ errors }) => ({
          valid: false,
          errors: errors.map(({ file, line, column, message, hint }) => ({
            file,
            line,
            column,
            message,
            hint,
          })),
        }),
      }),
    ),
  ),
  planConfig: handle(contract.planConfig, ({ body, caller }) =>
    Effect.gen(function* () {
      const supervision = yield* Supervision;
      const { tree, source } = yield* wantedBy(body, caller);
      return yield* supervision.plan(tree, { source, replaceTree: body.replace_tree });
    }),
  ),
  applyConfig: handle(contract.applyConfig, ({ body, caller, header }) =>
    Effect.gen(function* () {
      const supervision = yield* Supervision;
      const { tree, source } = yield* wantedBy(body, caller);
      const revision = yield* namedRevision(header("if-match"));
      const { message, replace_tree: replaceTree } = body;
      const how = { by: byOf(caller), source, message, replaceTree, revision };
      const applied = yield* Effect.catchTag(
        supervision.apply(tree, how),
        "StaleRevision",
        failedPrecondition,
      );
      return { ...applied, ...(yield* visibleNow) };
    }),
  ),
  plan: handle(contract.plan, ({ body: { tree, source, replace_tree } }) =>
    Effect.gen(function* () {
      const supervision = yield* Supervision;
      return yield* supervision.plan(yield* withoutContradiction(tree), {
        source,
        replaceTree: replace_tree,
      });
    }),
  ),
  apply: handle(contract.apply, ({ body: { tree, replace_tree, ...how }, caller }) =>
    Effect.gen(function* () {
      const supervision = yield* Supervision;
      return yield* supervision.apply(yield* withoutContradiction(tree), {
        ...how,
        by: byOf(caller),
        replaceTree: replace_tree,
      });
    }),
  ),
});
