import type { ReactNode } from "react";
import type { ShownState } from "../live/shownState.ts";
import type { IconName } from "../ui/Icon.tsx";

/** Something that the palette offers. */
export interface Entry {
  readonly id: string;
  /** What is looked for in. */
  readonly text: string;
  readonly mark: { readonly state: ShownState } | { readonly icon: IconName };
  /** At the right: what it touches, or how it is. */
  readonly note?: ReactNode;
  /** The same on the command line. */
  readonly command?: string;
  /** The keys that do the same without the palette. */
  readonly keys?: string;
  /** Why it can't be done now. */
  readonly obstacle?: string | undefined;
  /** Asked for before it is done: a second Enter says yes. */
  readonly question?: string | undefined;
  /** The address of a page, which may be opened beside this one. */
  readonly href?: string;
  /** The path of the child that it is. */
  readonly path?: string;
  /** Shown only when it is looked for. */
  readonly isRare?: boolean;
  /** Whether the palette stays until the daemon has answered. */
  readonly isAwaited?: boolean;
  readonly run: () => unknown;
}

/** Entries under a title. */
export interface Section {
  readonly title: string;
  readonly entries: ReadonlyArray<Entry>;
}
