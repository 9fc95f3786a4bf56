import { type Finding, type Row, well } from "../Finding.ts";

/** Whether the folder of homes is itself a home, as earlier versions had it. */
export interface LegacyFacts {
  readonly folder: string;
  readonly isHome: boolean;
}

export const legacyRows = {
  "legacy-home": {
    subject: "home",
    title: "earlier home",
    worst: "warning",
    finds: "~/.sentinel itself holds a tree, as with earlier versions",
    remedy: "Its next start with nothing of it running moves it to a folder of its own there.",
    fix: { does: "moves it, if nothing of it runs" },
  },
} as const satisfies Record<string, Row>;

/** Judge whether there is a home of an earlier version. */
export const judgeLegacy = ({ folder, isHome }: LegacyFacts): ReadonlyArray<Finding> =>
  isHome
    ? [
        {
          id: "legacy-home",
          found: `${folder} itself holds a tree`,
          verdict: "warning",
          fix: { kind: "move home" },
        },
      ]
    : [well("legacy-home", "none")];
