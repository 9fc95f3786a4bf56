import cases from "./job-cases.json" with { type: "json" };

/** The cases' format; `about` in the file explains it. Times are texts, `00:00` is the first second. */
export interface CaseJob {
  readonly schedule?: ReadonlyArray<
    { readonly every: string; readonly anchor?: string } | { readonly cron: string } | { readonly at: string }
  >;
  readonly overlap?: string;
  readonly catch_up?: string;
  readonly start_within?: string;
  readonly timeout?: string;
  readonly kill_grace?: string;
  readonly retry?: {
    readonly times: number;
    readonly backoff: string | { readonly first: string; readonly factor: number; readonly max: string };
    readonly when?: ReadonlyArray<string>;
  };
  readonly pool?: string;
  readonly blackout?: ReadonlyArray<readonly [string, string]>;
  readonly active?: readonly [string, string];
  readonly after?: { readonly job: string; readonly on: "success" | "failure" | "end" };
  readonly runs?: ReadonlyArray<CaseRun>;
}

/** What a run does. */
export interface CaseRun {
  readonly takes?: string;
  readonly exit?: number;
  readonly on_term?: string;
}

export type Away = "down" | "off" | "sleep";

export type Stimulus = { readonly at: string } & (
  | { readonly do: Away; readonly to: string }
  | { readonly do: "clock"; readonly by: string }
  | { readonly do: "pause"; readonly job: string; readonly until?: string }
  | { readonly do: "resume" | "skip_next" | "run" | "abort" | "remove"; readonly job: string }
  | { readonly do: "edit"; readonly job: string; readonly set: CaseJob }
);

export interface CaseLedgerRow {
  readonly instant: string;
  readonly outcome: string;
  readonly reason?: string;
  readonly runs?: ReadonlyArray<number>;
}

export interface CaseRunRow {
  readonly run: number;
  readonly trigger: string;
  readonly scheduled_for: string | null;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly outcome: string;
  readonly attempt: number;
  readonly reason?: string;
}

export interface CaseState {
  readonly at: string;
  readonly job: string;
  readonly state: string;
  readonly waiting: number;
  readonly next: string | null;
}

export interface Answer {
  readonly at: string;
  readonly job: string;
  readonly answer: string;
}

/** What a case expects, and what was seen of it. */
export interface Observed {
  readonly ledger: Readonly<Record<string, ReadonlyArray<CaseLedgerRow>>>;
  readonly runs: Readonly<Record<string, ReadonlyArray<CaseRunRow>>>;
  readonly states?: ReadonlyArray<CaseState>;
  readonly answers?: ReadonlyArray<Answer>;
}

export interface Case {
  readonly id: string;
  readonly title: string;
  readonly from: string;
  readonly until: string;
  readonly pools?: Readonly<Record<string, number>>;
  readonly jobs: Readonly<Record<string, CaseJob>>;
  readonly do?: ReadonlyArray<Stimulus>;
  readonly look?: ReadonlyArray<string>;
  readonly expect: Observed;
}

export const allCases = cases.cases as unknown as ReadonlyArray<Case>;
