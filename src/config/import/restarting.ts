import type { Draft } from "./draft.ts";

interface Pauses {
  readonly initial: string;
  /** 1 where all pauses are the same; Sentinel's own when it is left out. */
  readonly factor?: number;
  readonly max: string;
}

/** The pauses between restarts. No other supervisor varies them by chance. */
export const setPauses = ({ settings }: Draft, { initial, factor, max }: Pauses): void => {
  settings.set("backoff.initial", initial);
  if (factor !== undefined) settings.set("backoff.factor", factor);
  settings.set("backoff.max", max);
  settings.set("backoff.jitter", 0);
};

/** The same pause before each restart. */
export const setPause = (draft: Draft, pause: string): void =>
  setPauses(draft, { initial: pause, factor: 1, max: pause });

interface Limit {
  readonly restarts: number;
  readonly period: string;
  readonly onLimit: "escalate" | "fail" | "wait";
}

/** How many restarts there may be, and what is done at one more. */
export const setLimit = ({ settings }: Draft, { restarts, period, onLimit }: Limit): void => {
  settings.set("limit.restarts", restarts);
  settings.set("limit.period", period);
  settings.set("on_limit", onLimit);
};
