import { assign, fromPromise, type SnapshotFrom, setup } from "xstate";
import type { Applied, ConfigMistake, Plan, Revision } from "../../../api/config.ts";

/** The target of an apply. */
export type Wanted =
  | { readonly kind: "text"; readonly text: string }
  /** The tree's own file. */
  | { readonly kind: "file" }
  | { readonly kind: "revision"; readonly number: number };

/** The daemon's plan, or the errors in the text. */
export type Planned =
  | { readonly kind: "plan"; readonly plan: Plan }
  | { readonly kind: "mistakes"; readonly mistakes: ReadonlyArray<ConfigMistake> };

export interface Order {
  readonly wanted: Wanted;
  /** The revision that must still be in force. */
  readonly revision: string;
  readonly message: string;
  /** The hash that the tree's file must have to be written; null: it is not written. */
  readonly write: string | null;
}

type NewRevision = Pick<Revision, "number" | "revision" | "by">;

/** The revision or the file has changed since the plan was made. */
export class Outdated extends Error {
  readonly what: "tree" | "file";
  constructor(what: "tree" | "file") {
    super(what === "tree" ? "the tree has changed meanwhile" : "the file has changed meanwhile");
    this.what = what;
  }
}

export type ApplyEvent =
  /** `null`: nothing to plan, such as a text with YAML errors. */
  | { readonly type: "EDIT"; readonly wanted: Wanted | null }
  | { readonly type: "PLAN" }
  | { readonly type: "APPLY"; readonly message: string; readonly write: Order["write"] }
  | { readonly type: "CONFIRM" }
  | { readonly type: "CANCEL" }
  /** Another revision is in force. */
  | { readonly type: "MOVED"; readonly newest: NewRevision };

interface Context {
  readonly wanted: Wanted | null;
  readonly plan: Plan | null;
  readonly mistakes: ReadonlyArray<ConfigMistake>;
  /** Why there is no plan, or why the apply failed. */
  readonly error: unknown;
  readonly message: string;
  readonly write: Order["write"];
  /** The revision that was applied meanwhile, if it is known. */
  readonly meanwhile: NewRevision | null;
  readonly applied: Applied | null;
  /** When the apply began, in ms since 1970. */
  readonly begunAt: number;
}

const nothing: Context = {
  ...{ wanted: null, plan: null, mistakes: [], error: null, message: "", write: null },
  ...{ meanwhile: null, applied: null, begunAt: 0 },
};

/** Whether two targets are the same, so that a plan for one is valid for the other. */
const isSame = (one: Wanted | null, other: Wanted | null): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const isOutdated = (error: unknown, what: Outdated["what"]): boolean =>
  error instanceof Outdated && error.what === what;

/** Plan, confirm and apply. Only a confirmed plan is applied. */
export const applyMachine = setup({
  types: { context: {} as Context, events: {} as ApplyEvent },
  actors: {
    plan: fromPromise<Planned, Wanted>(() => Promise.reject(new Error("no plan is asked for"))),
    apply: fromPromise<Applied, Order>(() => Promise.reject(new Error("no apply is asked for"))),
  },
  actions: {
    edit: assign(({ event }) => (event.type === "EDIT" ? { ...nothing, wanted: event.wanted } : nothing)),
    forgetPlan: assign({ plan: null, mistakes: [], error: null, applied: null, meanwhile: null }),
  },
  guards: {
    isWanted: ({ context }) => context.wanted !== null,
    isChanged: ({ context, event }) => event.type === "EDIT" && !isSame(event.wanted, context.wanted),
    hasMoved: ({ context, event }) =>
      event.type === "MOVED" && context.plan !== null && event.newest.revision !== context.plan.revision,
    isAllowed: ({ context }) => context.plan !== null && context.plan.another_tree === undefined,
  },
  delays: {
    /** The quiet time after the last edit before a plan is requested. */
    settle: 500,
    /** How long the second press is awaited. */
    patience: 6_000,
  },
}).createMachine({
  id: "apply",
  initial: "editing",
  context: nothing,
  on: { EDIT: { guard: "isChanged", target: ".editing", actions: "edit", reenter: true } },
  states: {
    editing: { after: { settle: { guard: "isWanted", target: "planning" } } },
    planning: {
      entry: "forgetPlan",
      invoke: {
        src: "plan",
        input: ({ context }) => context.wanted as Wanted,
        onDone: [
          {
            guard: ({ event }) => event.output.kind === "mistakes",
            target: "mistaken",
            actions: assign(({ event }) =>
              event.output.kind === "mistakes" ? { mistakes: event.output.mistakes } : {},
            ),
          },
          {
            target: "planned",
            actions: assign(({ event }) => (event.output.kind === "plan" ? { plan: event.output.plan } : {})),
          },
        ],
        onError: { target: "failed", actions: assign({ error: ({ event }) => event.error }) },
      },
    },
    /** The text is not a valid configuration. */
    mistaken: { on: { PLAN: "planning" } },
    /** No plan could be made. */
    failed: { on: { PLAN: "planning" } },
    planned: {
      on: {
        PLAN: "planning",
        MOVED: {
          guard: "hasMoved",
          target: "outdated",
          actions: assign({ meanwhile: ({ event }) => event.newest }),
        },
        APPLY: {
          guard: "isAllowed",
          target: "confirming",
          actions: assign(({ event: { message, write } }) => ({ message, write })),
        },
      },
    },
    confirming: {
      on: {
        CONFIRM: "applying",
        CANCEL: "planned",
        MOVED: {
          guard: "hasMoved",
          target: "outdated",
          actions: assign({ meanwhile: ({ event }) => event.newest }),
        },
      },
      after: { patience: "planned" },
    },
    applying: {
      entry: assign({ begunAt: () => Date.now() }),
      // The editor is read-only, since an edit would have no plan.
      on: { EDIT: {} },
      invoke: {
        src: "apply",
        input: ({ context: { wanted, plan, message, write } }) => ({
          ...{ wanted: wanted as Wanted, revision: plan?.revision ?? "", message, write },
        }),
        onDone: [
          {
            guard: ({ event }) => event.output.applied,
            target: "applied",
            actions: assign({ applied: ({ event }) => event.output }),
          },
          { target: "refused", actions: assign({ applied: ({ event }) => event.output }) },
        ],
        onError: [
          { guard: ({ event }) => isOutdated(event.error, "tree"), target: "outdated" },
          { target: "refused", actions: assign({ error: ({ event }) => event.error }) },
        ],
      },
    },
    applied: { on: { PLAN: "planning" } },
    /** Nothing was applied, or the apply was rolled back. */
    refused: { on: { PLAN: "planning" } },
    /** Another revision was applied: the plan is outdated. */
    outdated: {
      on: {
        PLAN: "planning",
        MOVED: { guard: "hasMoved", actions: assign({ meanwhile: ({ event }) => event.newest }) },
      },
    },
  },
});

export type ApplyState = SnapshotFrom<typeof applyMachine>;
