import { Context, type Effect } from "effect";
import type { InvalidConfiguration, InvalidDeclaration } from "../domain/Errors.ts";
import type { ChildPath } from "../domain/tree/ChildPath.ts";
import type { ServiceSpec, Strategy, TreeSpec } from "../domain/tree/ChildSpec.ts";

/** A text in the language of `sentinel.yaml`. */
interface ConfigurationText {
  readonly text: string;
  /** Which of its `environments` is meant; by default the one that the daemon was started with. */
  readonly environment?: string | undefined;
  /** Whether it may include files of this machine and use variables of the daemon's environment. */
  readonly surroundings: "used" | "unused";
}

/** What the tree's own file declares. */
interface FileTree {
  readonly tree: TreeSpec;
  /** The file, in the words of a revision. */
  readonly source: string;
}

/** A child as the file says it. */
interface ChildDeclaration {
  /** With every default filled in; values of JSON. */
  readonly declaration: Readonly<Record<string, unknown>>;
  /** Where each value was written, by its keys with dots between them; null where the tree is not as its file says. */
  readonly origins: Readonly<Record<string, string>> | null;
}

/** A service, by its name and as the file would say it. */
interface DeclaredService {
  readonly name: string;
  readonly strategy: Strategy;
  /** Values of JSON. */
  readonly declaration: Readonly<Record<string, unknown>>;
}

/** The language of `sentinel.yaml`, as the daemon reads it. */
export class Configuration extends Context.Tag("sentinel/Configuration")<
  Configuration,
  {
    readonly read: (text: ConfigurationText) => Effect.Effect<TreeSpec, InvalidConfiguration>;
    /** The tree of the daemon's own file as it is now; `environment` as in a text. */
    readonly file: (environment?: string) => Effect.Effect<FileTree, InvalidConfiguration>;
    /** A service by its declaration, as a child of a supervisor of this strategy: the opposite of `declaration`. */
    readonly service: (declared: DeclaredService) => Effect.Effect<ServiceSpec, InvalidDeclaration>;
    /** Whether the tree's file declares a child now: then it is changed there. */
    readonly isInFile: (path: ChildPath) => Effect.Effect<boolean>;
    /** How a child of a tree is declared; null for one that the tree doesn't declare. */
    readonly declaration: (tree: TreeSpec, path: ChildPath) => Effect.Effect<ChildDeclaration | null>;
  }
>() {}
