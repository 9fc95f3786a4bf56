import type { ReactNode } from "react";
import type { ShownState } from "../live/shownState.ts";
import type { IconName } from "../ui/icons/Icon.tsx";

/** An entry of the palette. */
export interface Entry {
  readonly id: string;
  /** The text that is searched. */
  readonly text: string;
  readonly mark: { readonly state: ShownState } | { readonly icon: IconName };
  /** At the right: the scope of a command, or a state. */
  readonly note?: ReactNode;
  /** The equivalent `sentinel` command. */
  readonly command?: string;
  /** The shortcut with the same effect. */
  readonly keys?: string;
  /** Why it is disabled now. */
  readonly obstacle?: string | undefined;
  /** The confirmation: a second Enter answers yes. */
  readonly question?: string | undefined;
  /** The address of a page, which may be opened in a new tab. */
  readonly href?: string;
  /** The path of a child's entry. */
  readonly path?: string;
  /** Shown only if the query matches it. */
  readonly isRare?: boolean;
  /** Whether the palette stays open until the daemon has answered. */
  readonly isAwaited?: boolean;
  readonly run: () => unknown;
}

/** Entries under a title. */
export interface Section {
  readonly title: string;
  readonly entries: ReadonlyArray<Entry>;
}
