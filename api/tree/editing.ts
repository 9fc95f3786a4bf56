import { Effect } from "effect";
import { type InvalidDeclaration, NotPossible } from "../../src/domain/Errors.ts";
import type { Revision } from "../../src/domain/stored/Revision.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { ServiceSpec } from "../../src/domain/tree/ChildSpec.ts";
import { childContradictions } from "../../src/policy/contradictions.ts";
import { withheld, withoutValues } from "../../src/policy/withheld.ts";
import { Configuration } from "../../src/ports/home/Configuration.ts";
import { BadRequest } from "../answer/problem.ts";
import { declaredService } from "./editedTree.ts";

const badDeclaration = ({ mistakes }: Pick<InvalidDeclaration, "mistakes">): BadRequest =>
  new BadRequest({
    message: mistakes
      .map(({ message, hint }) => (hint === null ? message : `${message}; ${hint}`))
      .join("; "),
    errors: mistakes.map(({ key, message }) => ({
      path: key === "" ? "declaration" : `declaration.${key}`,
      message,
    })),
  });

type Declaration = Readonly<Record<string, unknown>>;
type Variables = Readonly<Record<string, unknown>>;

const variablesOf = ({ env }: Declaration): Variables =>
  typeof env === "object" && env !== null ? (env as Variables) : {};

/** A declaration as it is shown: without the values of environment variables. */
export const shown = <Declared extends { readonly declaration: Declaration }>(
  declared: Declared,
): Declared => ({
  ...declared,
  declaration: {
    ...declared.declaration,
    ...(declared.declaration.env === undefined
      ? {}
      : { env: withoutValues(variablesOf(declared.declaration)) }),
  },
});

/** A declaration that was shown, with the values that were withheld: each is what it was. */
const withValues = (declaration: Declaration, known: Variables): Effect.Effect<Declaration, BadRequest> => {
  const env = variablesOf(declaration);
  const isWithheld = (name: string): boolean => env[name] === withheld;
  const unknown = Object.keys(env).filter((name) => isWithheld(name) && !Object.hasOwn(known, name));
  const message = `stands for a value that is not shown, and there is none; write the value`;
  if (unknown.length > 0)
    return badDeclaration({
      mistakes: unknown.map((name) => ({
        key: `env.${name}`,
        message: `env.${name} ${message}`,
        hint: null,
      })),
    });
  const values = Object.entries(env).map(([name, value]) => [name, isWithheld(name) ? known[name] : value]);
  return Effect.succeed(
    values.length === 0 ? declaration : { ...declaration, env: Object.fromEntries(values) },
  );
};

/** The service at a path by another declaration; fails where it can't be edited, or is declared wrongly. */
export const editedService = (
  { tree }: Pick<Revision, "tree">,
  path: ChildPath,
  declaration: Declaration,
): Effect.Effect<ServiceSpec, NotPossible | BadRequest, Configuration> =>
  Effect.gen(function* () {
    const { isInFile, service, declaration: declarationOf } = yield* Configuration;
    const notEditable = (reason: NotPossible["reason"], why: string) =>
      new NotPossible({ path, reason, message: `${path} can't be edited: ${why}` });
    if (yield* isInFile(path))
      return yield* notEditable(
        "declared_in_file",
        "it is declared in the tree's file; change it there, then `sentinel apply`",
      );
    const known = declaredService(tree, path);
    if (known === null)
      return yield* notEditable("invalid_spec", "it is not a service that was added by hand");
    const { supervisor } = known;
    const name = known.service.id;
    const former = yield* declarationOf(tree, path);
    const meant = yield* withValues(declaration, variablesOf(former?.declaration ?? {}));
    const edited = yield* Effect.mapError(
      service({ name, declaration: meant, strategy: supervisor.strategy }),
      badDeclaration,
    );
    const [wrong] = childContradictions(edited, supervisor);
    return wrong === undefined
      ? edited
      : yield* badDeclaration({ mistakes: [{ key: "", message: wrong, hint: null }] });
  });
