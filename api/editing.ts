import { Effect } from "effect";
import { type InvalidDeclaration, NotPossible } from "../src/domain/Errors.ts";
import type { Revision } from "../src/domain/stored/Revision.ts";
import type { ChildPath } from "../src/domain/tree/ChildPath.ts";
import type { ServiceSpec } from "../src/domain/tree/ChildSpec.ts";
import { childContradictions } from "../src/policy/contradictions.ts";
import { Configuration } from "../src/ports/Configuration.ts";
import { declaredService } from "./editedTree.ts";
import { BadRequest } from "./problem.ts";

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

/** The service at a path by another declaration; fails where it can't be edited, or is declared wrongly. */
export const editedService = (
  { tree }: Pick<Revision, "tree">,
  path: ChildPath,
  declaration: Readonly<Record<string, unknown>>,
): Effect.Effect<ServiceSpec, NotPossible | BadRequest, Configuration> =>
  Effect.gen(function* () {
    const { isInFile, service } = yield* Configuration;
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
    const edited = yield* Effect.mapError(
      service({ name, declaration, strategy: supervisor.strategy }),
      badDeclaration,
    );
    const [wrong] = childContradictions(edited, supervisor);
    return wrong === undefined
      ? edited
      : yield* badDeclaration({ mistakes: [{ key: "", message: wrong, hint: null }] });
  });
