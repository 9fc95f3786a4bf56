import type { Position } from "../../diagnostics/located.ts";

/** A value of `sentinel.yaml`. Its strings are the language's own text: see `literal`. */
export type Setting =
  | string
  | number
  | boolean
  | ReadonlyArray<Setting>
  | { readonly [key: string]: Setting };

/** A child under construction while its source is read. */
export interface Draft {
  readonly name: string;
  readonly at: Position;
  /** Paths of one or two parts, `restart` or `stop.signal`, with their values. */
  readonly settings: Map<string, Setting>;
  /** Comments on settings for the reader of the file. */
  readonly remarks: Map<string, string>;
  /** The dependencies by their names in the source, with the language's word for the condition. */
  readonly after: Map<string, string>;
  /** Why it must not be started before it has been corrected: see `disableBlocked`. */
  readonly blockers: Set<string>;
  /** The absolute folder of its relative paths; null: that of the first source. */
  folder: string | null;
  /** Lower ones start first; equal ones keep the order of the source. */
  order: number;
  /** If there are any, it is a supervisor. */
  readonly children: Array<Draft>;
}

export const makeDraft = (name: string, at: Position): Draft => ({
  name,
  at,
  settings: new Map(),
  remarks: new Map(),
  after: new Map(),
  blockers: new Set(),
  folder: null,
  order: 0,
  children: [],
});

/** The tree under construction. `defaults` apply to every service. */
export interface TreeDraft {
  name: string;
  /** Settings of the root, such as `strategy`. */
  readonly settings: Map<string, Setting>;
  readonly defaults: Draft;
  readonly children: Array<Draft>;
  /** Environments by name, with their overlays. */
  readonly environments: Map<string, Setting>;
  /** Lines for the head of the file. */
  readonly remarks: Array<string>;
}

export const makeTree = (name: string): TreeDraft => ({
  name,
  settings: new Map(),
  defaults: makeDraft("defaults", { line: 0, column: 0 }),
  children: [],
  environments: new Map(),
  remarks: [],
});

/** Every child of a tree, including those in groups, with its path of names. */
export const everyDraft = (
  children: ReadonlyArray<Draft>,
  under = "",
): ReadonlyArray<{ readonly path: string; readonly draft: Draft }> =>
  children.flatMap((draft) => [
    { path: `${under}${draft.name}`, draft },
    ...everyDraft(draft.children, `${under}${draft.name}/`),
  ]);
