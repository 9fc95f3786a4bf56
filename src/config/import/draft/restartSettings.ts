import type { Draft } from "./draft.ts";

interface Backoff {
  readonly initial: string;
  /** 1 if all pauses are the same; Sentinel's default if left out. */
  readonly factor?: number;
  readonly max: string;
}

/** The pauses between restarts, without jitter, which other supervisors don't have. */
export const setBackoff = ({ settings }: Draft, { initial, factor, max }: Backoff): void => {
  settings.set("backoff.initial", initial);
  if (factor !== undefined) settings.set("backoff.factor", factor);
  settings.set("backoff.max", max);
  settings.set("backoff.jitter", 0);
};

/** The same pause before each restart. */
export const setConstantBackoff = (draft: Draft, pause: string): void =>
  setBackoff(draft, { initial: pause, factor: 1, max: pause });

interface Limit {
  readonly restarts: number;
  readonly period: string;
  readonly onLimit: "escalate" | "fail" | "wait";
}

/** The restart limit, and what happens when it is exceeded. */
export const setLimit = (draft: Draft, { restarts, period, onLimit }: Limit): void => {
  draft.settings.set("limit.restarts", restarts);
  draft.settings.set("limit.period", period);
  if (onLimit === "fail") giveUpForGood(draft);
  else draft.settings.set("on_limit", onLimit);
};

/** Other programs never retry what they have given up. */
export const giveUpForGood = ({ settings }: Draft): void => {
  settings.set("on_limit", "fail");
  settings.set("retry_failed", "never");
};

/** For sources that never give up: more than 100 restarts in a minute are only delayed. */
export const setNoLimit = (draft: Draft): void =>
  setLimit(draft, { restarts: 100, period: "60s", onLimit: "wait" });
