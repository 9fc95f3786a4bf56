import type { NodeRecord } from "../live/protocol.ts";
import { shownStateOf, shownStates } from "../live/shownState.ts";

/** The kinds that a filter knows: a group of replicas is a supervisor, too. */
const kinds: Readonly<Record<string, (node: NodeRecord) => boolean>> = {
  service: ({ kind }) => kind === "service",
  supervisor: ({ kind }) => kind === "supervisor",
  job: ({ kind }) => kind === "job",
  check: ({ kind }) => kind === "check",
  replicas: ({ strategy }) => strategy === "simple_one_for_one",
};

/** Whether a node is in a state or in a substate of it: `backoff.waiting` is in `backoff`. */
export const isIn = ({ value }: Pick<NodeRecord, "value">, state: string): boolean =>
  value === state || value.startsWith(`${state}.`);

/** One condition of a filter: `state:failed` (or its beginning), `state:backoff.due`, `kind:replicas`, or a part of a path. */
export interface Token {
  readonly word: string;
  readonly on: "path" | "state" | "kind";
  readonly matches: (node: NodeRecord) => boolean;
  /** Why it can't match anything; null if it can. */
  readonly problem: string | null;
}

const tokenOf = (word: string): Token => {
  const [, key, value = ""] = /^(state|kind):(.*)$/.exec(word) ?? [];
  if (key === "state") {
    const isKnown = shownStates.some((state) => state.startsWith(value) || value.startsWith(`${state}.`));
    const problem = isKnown
      ? null
      : `There is no state “${value}”; the states are ${shownStates.join(", ")}.`;
    const matches = (node: NodeRecord): boolean => shownStateOf(node).startsWith(value) || isIn(node, value);
    return { word, on: "state", matches, problem };
  }
  if (key === "kind") {
    const meant = Object.entries(kinds).filter(([kind]) => kind.startsWith(value));
    const matches = (node: NodeRecord): boolean => meant.some(([, isOf]) => isOf(node));
    const isKnown = meant.length > 0;
    const problem = isKnown
      ? null
      : `There is no kind “${value}”; the kinds are ${Object.keys(kinds).join(", ")}.`;
    return { word, on: "kind", matches, problem };
  }
  return { word, on: "path", matches: ({ path }) => path.includes(word), problem: null };
};

/** The possible words besides parts of paths, for completion. */
export const suggestions: ReadonlyArray<string> = [
  ...shownStates.map((state) => `state:${state}`),
  ...Object.keys(kinds).map((kind) => `kind:${kind}`),
];

/** The conditions of a filter, separated by blanks. */
export const parseFilter = (text: string): ReadonlyArray<Token> =>
  [...new Set(text.split(/\s+/))].filter((word) => word !== "").map(tokenOf);

/** Whether a node matches a filter: one of its states, one of its kinds, and all parts of its path. */
export const meets = (tokens: ReadonlyArray<Token>, node: NodeRecord): boolean =>
  (["state", "kind"] as const).every((key) => {
    const those = tokens.filter(({ on }) => on === key);
    return those.length === 0 || those.some(({ matches }) => matches(node));
  }) && tokens.every(({ on, matches }) => on !== "path" || matches(node));

/** The filter for the nodes of a kind in one of its states. */
export const filterFor = (kind: string, state: string): string => `kind:${kind} state:${state}`;
