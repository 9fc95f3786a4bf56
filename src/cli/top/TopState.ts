import type { Tone } from "../terminal/style.ts";
import type { Sorting } from "./rows.ts";

/** What is below the table. */
export type Pane = "none" | "detail" | "logs" | "help";

/** The commands of the view. */
export type Command = "start" | "stop" | "restart";

/** What the keys mean at the moment. */
export type Mode =
  | { readonly kind: "browse" }
  /** The filter is being typed; `before`: what it was. */
  | { readonly kind: "filter"; readonly before: string }
  /** A command waits for a yes. */
  | {
      readonly kind: "confirm";
      readonly command: Command;
      readonly path: string;
      readonly question: string;
    };

/** A message about the last command. */
export interface Message {
  readonly text: string;
  readonly tone: Tone;
}

/** What the user has chosen; what the tree is like is not in it. */
export interface TopState {
  /** The path of the selected row; null: the first row. */
  readonly selected: string | null;
  readonly sorting: Sorting;
  readonly filter: string;
  readonly pane: Pane;
  readonly mode: Mode;
  readonly message: Message | null;
}

export const initialState: TopState = {
  selected: null,
  sorting: "tree",
  filter: "",
  pane: "none",
  mode: { kind: "browse" },
  message: null,
};
