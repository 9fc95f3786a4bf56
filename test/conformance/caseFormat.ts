import cases from "./otp-cases.json" with { type: "json" };

/** The cases' format; `about` in the file explains it. */
export type StartOutcome =
  | "ok"
  | "fail"
  | "raise"
  | "ignore"
  | "gate"
  | { readonly ok_after_ms: number }
  | { readonly timeout_ms: number }
  | { readonly ok_then_exit: string; readonly after_ms: number }
  | { readonly spawn_error: string }
  | { readonly exit_before_ready: number };

export type OnStop = "obey" | "ignore" | { readonly delay_ms: number } | { readonly exit: string };

export interface CaseNode {
  readonly id: string;
  readonly strategy?: string;
  readonly intensity?: number;
  readonly period?: number;
  readonly auto_shutdown?: string;
  readonly children?: ReadonlyArray<CaseNode>;
  readonly restart?: string;
  readonly shutdown?: number | "infinity" | "brutal_kill";
  readonly significant?: boolean;
  readonly start?: ReadonlyArray<StartOutcome>;
  readonly on_stop?: OnStop;
  readonly pool?: boolean;
  readonly success_codes?: ReadonlyArray<number>;
  readonly unkillable?: boolean;
  readonly backoff?: {
    readonly initial_ms: number;
    readonly factor: number;
    readonly max_ms: number;
    readonly jitter: number;
    readonly reset_after_ms?: number;
    /** Ours: not in the cases; see processRun.ts. */
    readonly healthy_after_ms?: number;
  };
}

export interface Stimulus {
  readonly do: string;
  readonly child?: string;
  readonly reason?: string;
  readonly code?: number;
  readonly signal?: string;
  readonly sup?: string;
  readonly list?: ReadonlyArray<readonly [string, string]>;
  readonly ms?: number;
  readonly call?: string;
  readonly spec?: CaseNode;
  readonly outcome?: StartOutcome;
  readonly what?: string;
}

export interface Timing {
  readonly from: string;
  readonly to: string;
  readonly nth_from?: number;
  readonly nth_to?: number;
  readonly min_ms?: number;
  readonly max_ms?: number;
}

export type Final =
  | "down"
  | { readonly restarts?: number; readonly children?: ReadonlyArray<readonly [string, string]> };

export interface Case {
  readonly id: string;
  readonly title: string;
  readonly gated?: boolean;
  /** False: OTP can't express it. */
  readonly otp?: boolean;
  readonly tree: CaseNode;
  readonly do: ReadonlyArray<Stimulus>;
  readonly expect: {
    readonly log: ReadonlyArray<string | ReadonlyArray<string>>;
    readonly final?: Readonly<Record<string, Final>>;
    readonly timing?: ReadonlyArray<Timing>;
  };
}

export const allCases = cases.cases as unknown as ReadonlyArray<Case>;

/** Whether the observed lines are the expected ones; a list within the expected log is a group in any order. */
export const sameLog = (seen: ReadonlyArray<string>, expected: Case["expect"]["log"]): boolean => {
  let at = 0;
  for (const entry of expected) {
    const group = typeof entry === "string" ? [entry] : entry;
    const slice = seen.slice(at, at + group.length);
    if ([...slice].sort().join("\n") !== [...group].sort().join("\n")) return false;
    at += group.length;
  }
  return at === seen.length;
};

const nth = (log: ReadonlyArray<string>, line: string, n: number): number => {
  const places = log.flatMap((entry, index) => (entry === line ? [index] : []));
  return places[n - 1] ?? -1;
};

/** The timings of a case that the observed times do not hold. */
export const brokenTimings = (
  { timing = [] }: Case["expect"],
  log: ReadonlyArray<string>,
  times: ReadonlyArray<number>,
): ReadonlyArray<string> =>
  timing.flatMap(({ from, to, nth_from = 1, nth_to = 1, min_ms = 0, max_ms = Number.POSITIVE_INFINITY }) => {
    const took =
      (times[nth(log, to, nth_to)] ?? Number.NaN) - (times[nth(log, from, nth_from)] ?? Number.NaN);
    return took >= min_ms && took <= max_ms ? [] : [`${from} → ${to}: ${took} ms`];
  });
