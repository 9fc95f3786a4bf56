import type { Row } from "./rows.ts";
import { sortings } from "./rows.ts";
import type { Command, Pane, TopState } from "./TopState.ts";

/** A key, as `node:readline` tells of it: its name, or the character that it types. */
export interface Key {
  readonly name: string;
  /** What it types; empty for keys that type nothing. */
  readonly text: string;
}

/** What the view has to do beside being drawn again. */
export type Request =
  | { readonly kind: "quit" }
  | { readonly kind: "suspend" }
  /** Ask what a command would do, before it is confirmed. */
  | { readonly kind: "preview"; readonly command: Command; readonly path: string }
  | { readonly kind: "act"; readonly command: Command; readonly path: string };

/** The state after a key, and what has to be done. */
interface AfterKey {
  readonly state: TopState;
  readonly request?: Request;
}

/** What the keys act on. */
interface Shown {
  readonly rows: ReadonlyArray<Row>;
  /** How many of them there is room for. */
  readonly page: number;
}

/** The position of the selected row. */
export const selectedIndex = (rows: ReadonlyArray<Row>, selected: string | null): number =>
  Math.max(
    0,
    rows.findIndex(({ node }) => node.path === selected),
  );

const moved = (state: TopState, { rows }: Shown, by: number): AfterKey => {
  const index = selectedIndex(rows, state.selected) + by;
  const row = rows[Math.min(Math.max(0, index), rows.length - 1)];
  return { state: row === undefined ? state : { ...state, selected: row.node.path } };
};

const toggled = (state: TopState, pane: Pane): AfterKey => ({
  state: { ...state, pane: state.pane === pane ? "none" : pane },
});

const asked = (state: TopState, { rows }: Shown, commandFor: (row: Row) => Command): AfterKey => {
  const row = rows[selectedIndex(rows, state.selected)];
  if (row === undefined) return { state };
  // What is asked about is selected, also if the rows change their order before the answer.
  return {
    state: { ...state, selected: row.node.path },
    request: { kind: "preview", command: commandFor(row), path: row.node.path },
  };
};

const browsing: Readonly<Record<string, (state: TopState, shown: Shown) => AfterKey>> = {
  up: (state, shown) => moved(state, shown, -1),
  k: (state, shown) => moved(state, shown, -1),
  down: (state, shown) => moved(state, shown, 1),
  j: (state, shown) => moved(state, shown, 1),
  pageup: (state, shown) => moved(state, shown, -shown.page),
  pagedown: (state, shown) => moved(state, shown, shown.page),
  home: (state, shown) => moved(state, shown, Number.NEGATIVE_INFINITY),
  g: (state, shown) => moved(state, shown, Number.NEGATIVE_INFINITY),
  end: (state, shown) => moved(state, shown, Number.POSITIVE_INFINITY),
  G: (state, shown) => moved(state, shown, Number.POSITIVE_INFINITY),
  return: (state) => toggled(state, "detail"),
  l: (state) => toggled(state, "logs"),
  "?": (state) => toggled(state, "help"),
  s: (state) => {
    const next = sortings[(sortings.indexOf(state.sorting) + 1) % sortings.length] ?? "tree";
    return { state: { ...state, sorting: next } };
  },
  "/": (state) => ({ state: { ...state, mode: { kind: "filter", before: state.filter } } }),
  r: (state, shown) => asked(state, shown, () => "restart"),
  t: (state, shown) => asked(state, shown, ({ node }) => (node.wanted === "up" ? "stop" : "start")),
  escape: (state) => ({
    state: state.pane === "none" ? { ...state, filter: "" } : { ...state, pane: "none" },
  }),
  q: (state) => ({ state, request: { kind: "quit" } }),
};

const whileFiltering = (state: TopState, before: string, { name, text }: Key): AfterKey => {
  const done = { ...state, mode: { kind: "browse" } } as const;
  switch (name) {
    case "return":
      return { state: done };
    case "escape":
      return { state: { ...done, filter: before } };
    case "backspace":
      return { state: { ...state, filter: [...state.filter].slice(0, -1).join("") } };
    default:
      return { state: { ...state, filter: `${state.filter}${text}` } };
  }
};

/** The state of the view after a key. */
export const afterKey = (state: TopState, key: Key, shown: Shown): AfterKey => {
  if (key.name === "ctrl-c") return { state, request: { kind: "quit" } };
  if (key.name === "ctrl-z") return { state, request: { kind: "suspend" } };
  const { mode } = state;
  switch (mode.kind) {
    case "filter":
      return whileFiltering(state, mode.before, key);
    case "confirm": {
      const done = { ...state, mode: { kind: "browse" } } as const;
      const { command, path } = mode;
      return key.name === "y" ? { state: done, request: { kind: "act", command, path } } : { state: done };
    }
    case "browse":
      return browsing[key.name]?.({ ...state, message: null }, shown) ?? { state };
  }
};
