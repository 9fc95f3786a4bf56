import cases from "./check-cases.json" with { type: "json" };
import own from "./own-cases.json" with { type: "json" };

/** The cases' format; `about` in the file explains it. Clock texts are hh:mm:ss or hh:mm. */
export type CaseStep =
  | { readonly at: string; readonly ping: string; readonly id?: string; readonly claimed?: string }
  | { readonly at: string; readonly do: "down"; readonly to: string }
  | { readonly at: string; readonly do: "pause"; readonly until?: string }
  | { readonly at: string; readonly do: "resume" };

/** What a case expects, and what a run of it has shown. */
export interface CheckOutcome {
  readonly flips: ReadonlyArray<{
    readonly at: string;
    readonly from: string;
    readonly to: string;
    readonly reason: string;
  }>;
  readonly states: ReadonlyArray<{ readonly at: string; readonly state: string; readonly failures: number }>;
  readonly runs: ReadonlyArray<{
    readonly run: number;
    readonly id: string | null;
    readonly started_at: string | null;
    readonly ended_at: string | null;
    readonly outcome: string;
  }>;
  readonly ignored: number;
}

export interface CheckCase {
  readonly id: string;
  readonly title: string;
  readonly from: string;
  readonly until: string;
  readonly check: {
    readonly every?: string;
    readonly cron?: string;
    readonly grace: string;
    readonly within?: string;
    readonly fail_after?: number;
  };
  readonly do?: ReadonlyArray<CaseStep>;
  readonly look: ReadonlyArray<string>;
  readonly expect: CheckOutcome;
}

/** The cases of the contract, and our own of the same rules. */
export const checkCases = [...cases.cases, ...own.cases] as unknown as ReadonlyArray<CheckCase>;

/** 00:00:00 of the cases. */
const origin = Date.parse("2026-03-02T00:00:00Z");

/** The moment of a clock text, ms since the epoch. */
export const momentOf = (clock: string): number => {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(":").map(Number);
  return origin + ((hours * 60 + minutes) * 60 + seconds) * 1000;
};

/** The clock text of a moment. */
export const clockOf = (at: number): string => {
  const seconds = Math.round((at - origin) / 1000);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
};
