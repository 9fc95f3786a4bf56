import { Context, type Effect } from "effect";
import type { InvalidConfiguration, InvalidDeclaration } from "../../domain/Errors.ts";
import type { ChildPath } from "../../domain/tree/ChildPath.ts";
import type { ServiceSpec, Strategy, TreeSpec } from "../../domain/tree/ChildSpec.ts";

/** A text in the language of `sentinel.yaml`. */
interface ConfigurationText {
  readonly text: string;
  /** Which of its `environments` to apply; by default, the one that the daemon was started with. */
  readonly environment?: string | undefined;
  /** Whether it may include files of this machine and use variables of the daemon's environment. */
  readonly surroundings: "used" | "unused";
}

/** The tree that the daemon's own file declares. */
interface FileTree {
  readonly tree: TreeSpec;
  /** The file, in the form that revisions use. */
  readonly source: string;
}

/** A child in the form of the file. */
interface ChildDeclaration {
  /** The declaration with all defaults, as JSON values. */
  readonly declaration: Readonly<Record<string, unknown>>;
  /** The position of each value, by its keys joined with dots; null if the tree does not match its file. */
  readonly origins: Readonly<Record<string, string>> | null;
}

/** A service by its name and its declaration in the form of the file. */
interface DeclaredService {
  readonly name: string;
  readonly strategy: Strategy;
  /** JSON values. */
  readonly declaration: Readonly<Record<string, unknown>>;
}

/** The language of `sentinel.yaml`, as the daemon reads it. */
export class Configuration extends Context.Tag("sentinel/Configuration")<
  Configuration,
  {
    readonly read: (text: ConfigurationText) => Effect.Effect<TreeSpec, InvalidConfiguration>;
    /** The tree of the daemon's own file in its current state; `environment` as in `ConfigurationText`. */
    readonly file: (environment?: string) => Effect.Effect<FileTree, InvalidConfiguration>;
    /** A service from its declaration, for a supervisor of this strategy: the opposite of `declaration`. */
    readonly service: (declared: DeclaredService) => Effect.Effect<ServiceSpec, InvalidDeclaration>;
    /** Whether the tree's file declares a child now, so that the child has to be changed in the file. */
    readonly isInFile: (path: ChildPath) => Effect.Effect<boolean>;
    /** A whole tree as a text that reads back as the same tree, with all defaults. */
    readonly print: (tree: TreeSpec) => string;
    /** The declaration of a child of a tree; null if the tree has no such child. */
    readonly declaration: (tree: TreeSpec, path: ChildPath) => Effect.Effect<ChildDeclaration | null>;
  }
>() {}
