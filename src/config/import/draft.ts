import type { Position } from "../located.ts";

/** A value of `sentinel.yaml`. Its strings are the language's own text: see `literal`. */
export type Setting =
  | string
  | number
  | boolean
  | ReadonlyArray<Setting>
  | { readonly [key: string]: Setting };

/** A child as it grows while its source is read. */
export interface Draft {
  readonly name: string;
  readonly at: Position;
  /** Paths of one or two parts, `restart` or `stop.signal`, with their values. */
  readonly settings: Map<string, Setting>;
  /** What a reader of the file should know about a setting. */
  readonly remarks: Map<string, string>;
  /** Names that this one waits for, as the source gives them, with the language's word for until when. */
  readonly after: Map<string, string>;
  /** Lower ones start first; equal ones keep the order of the source. */
  order: number;
  /** A supervisor when there are any. */
  readonly children: Array<Draft>;
}

export const makeDraft = (name: string, at: Position): Draft => ({
  name,
  at,
  settings: new Map(),
  remarks: new Map(),
  after: new Map(),
  order: 0,
  children: [],
});

/** The tree as it grows. `defaults` are laid under every service. */
export interface TreeDraft {
  name: string;
  /** Settings of the root, such as `strategy`. */
  readonly settings: Map<string, Setting>;
  readonly defaults: Draft;
  readonly children: Array<Draft>;
  /** Environments by name: what each lays over the file. */
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

/** Every service of a tree, those in groups too, with its path of names. */
export const everyDraft = (
  children: ReadonlyArray<Draft>,
  under = "",
): ReadonlyArray<{ readonly path: string; readonly draft: Draft }> =>
  children.flatMap((draft) => [
    { path: `${under}${draft.name}`, draft },
    ...everyDraft(draft.children, `${under}${draft.name}/`),
  ]);
