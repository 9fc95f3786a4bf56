import { Effect } from "effect";
import type { TreeSpec } from "../../../src/domain/tree/ChildSpec.ts";
import { contradictions } from "../../../src/policy/contradictions.ts";
import { treeWithValuesOf } from "../../../src/policy/withheld.ts";
import { Configuration } from "../../../src/ports/home/Configuration.ts";
import { OwnFile } from "../../../src/ports/home/OwnFile.ts";
import { Revisions } from "../../../src/ports/store/Revisions.ts";
import { Supervision } from "../../../supervisors/Supervision.ts";
import { tagsIn } from "../../answer/entityTags.ts";
import { BadRequest } from "../../answer/problem.ts";
import { byOf, type Caller } from "../../caller.ts";
import { contract } from "../../contract/contract.ts";
import { handle } from "../../handle.ts";
import { failedPrecondition, namedRevision } from "../../request/precondition.ts";
import { theRevision } from "../../tree/revision.ts";
import { visibleNow } from "../../tree/visibleNow.ts";

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

/** Somebody who has read the running tree without the values of its variables means those by what stands for them. */
const withRunningValues = (wanted: TreeSpec, { role }: Caller) =>
  role === "admin"
    ? Effect.succeed(wanted)
    : theRevision("newest").pipe(
        Effect.map(({ tree }) => treeWithValuesOf(wanted, tree)),
        Effect.orElseSucceed(() => wanted),
      );

/** What is meant, and where it comes from: a text, or else the tree's own file. */
const wantedBy = ({ text, environment }: Partial<Text>, caller: Caller) => {
  if (text === undefined) return Effect.flatMap(Configuration, ({ file }) => file(environment));
  const given = { text, ...(environment === undefined ? {} : { environment }) };
  return Effect.map(treeOf(given, caller), (tree) => ({ tree, source: "the API" }));
};

/** The hashes that the tree's file may have, by the header `if-match`; null: any. */
const expectedHashes = (header: string | null): Effect.Effect<ReadonlyArray<string> | null, BadRequest> => {
  if (header === null)
    return new BadRequest({
      message: "name the `hash` of the file as you know it in the header `if-match`, or `*` for any",
    });
  return Effect.succeed(header.trim() === "*" ? null : tagsIn(header));
};

/** The hash that the file must have so that it is written after an apply; undefined: it is not to be written. */
const hashToWrite = ({ text, write_file }: { readonly text?: string; readonly write_file?: string }) =>
  text === undefined && write_file !== undefined
    ? new BadRequest({ message: "write_file takes a text; without one, the file is applied as it is" })
    : Effect.succeed(write_file);

/** Write the text that was applied, and tell what became of it: the apply is not undone if that fails. */
const written = (text: string, hash: string) =>
  Effect.flatMap(OwnFile, ({ write }) => write({ text, expected: [hash] })).pipe(
    Effect.match({
      onSuccess: (now) => ({ written: true, hash: now, problem: null }),
      onFailure: ({ message }) => ({ written: false, hash: null, problem: message }),
    }),
  );

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
      const wanted = yield* withRunningValues(tree, caller);
      return yield* supervision.plan(wanted, { source, replaceTree: body.replace_tree });
    }),
  ),
  applyConfig: handle(contract.applyConfig, ({ body, caller, header }) =>
    Effect.gen(function* () {
      const supervision = yield* Supervision;
      const own = yield* OwnFile;
      const hash = yield* hashToWrite(body);
      const wanted = yield* wantedBy(body, caller);
      const revision = yield* namedRevision(header("if-match"));
      if (hash !== undefined) yield* own.check([hash]);
      const source = hash === undefined ? wanted.source : own.source(body.environment);
      const { message, replace_tree: replaceTree } = body;
      const how = { by: byOf(caller), source, message, replaceTree, revision };
      const applied = yield* Effect.catchTag(
        supervision.apply(wanted.tree, how),
        "StaleRevision",
        failedPrecondition,
      );
      const isToWrite = hash !== undefined && body.text !== undefined && applied.applied;
      const file = isToWrite ? { file: yield* written(body.text, hash) } : {};
      return { ...applied, ...file, ...(yield* visibleNow) };
    }),
  ),
  applyProgress: handle(contract.applyProgress, () =>
    Effect.flatMap(Supervision, ({ applying }) =>
      Effect.map(applying, (progress) => ({ applying: progress })),
    ),
  ),
  configFile: handle(contract.configFile, () =>
    Effect.gen(function* () {
      const { statusParts, fileNote } = yield* Supervision;
      const file = yield* Effect.flatMap(OwnFile, ({ read }) => read);
      const { revision } = (yield* statusParts).tree;
      const newest = (yield* Effect.flatMap(Revisions, ({ list }) => list)).at(-1);
      const number = newest?.revision === revision ? newest.number : null;
      return { ...file, revision, number, changed_since: yield* fileNote };
    }),
  ),
  writeConfigFile: handle(contract.writeConfigFile, ({ body, caller, header }) =>
    Effect.gen(function* () {
      const own = yield* OwnFile;
      const expected = yield* expectedHashes(header("if-match"));
      yield* treeOf(body, caller);
      const hash = yield* own.write({ text: body.text, expected });
      return { path: (yield* own.read).path, hash };
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
