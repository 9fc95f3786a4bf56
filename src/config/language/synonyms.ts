import { suggestion } from "../../policy/nearest.ts";
import { foreignKey } from "./foreign/foreignKey.ts";
import { plannedPlaceOf } from "./plannedKeys.ts";

/** A hint for an unknown key: it may be a key of another tool, one of ours in a wrong place, or a typo. */
export const hintForKey = (key: string, legal: ReadonlyArray<string>): string =>
  ofJobs(key, legal) ?? foreignKey(key, legal) ?? misplaced(key) ?? suggestion(key, legal);

/** Keys that only a job has (`jobs.ts`). */
const jobWords: ReadonlyArray<string> = ["timeout", "retry", "parameters"];

const ofJobs = (key: string, legal: ReadonlyArray<string>): string | null =>
  jobWords.includes(key) && legal.includes("command")
    ? "only a job has it: add a `schedule`, which may be `manual`, or remove it"
    : null;

const misplaced = (key: string): string | null => {
  const place = plannedPlaceOf(key);
  return place === undefined
    ? null
    : `it belongs to a child as \`${place}\`, and is not supported by this version yet: remove it for now`;
};

/** Values of other tools for when a child is restarted, by our value and its meaning. */
const restarts: ReadonlyArray<readonly [restart: string, meaning: string, ...words: ReadonlyArray<string>]> =
  [
    ["permanent", "it is restarted whenever it ends", "always", "unless-stopped", "true", "yes", "on"],
    [
      "transient",
      "it is restarted after failures only",
      ...["on-failure", "unexpected", "on-abnormal", "on-abort", "on-watchdog", "on-crash"],
    ],
    ["temporary", "it is never restarted", "no", "never", "false", "off", "none", "exit-on-failure"],
  ];

const restartWords: ReadonlyMap<string, string> = new Map(
  restarts.flatMap(([restart, meaning, ...words]) =>
    words.map((word) => [word, `write ${restart}: ${meaning}`] as const),
  ),
);

/** A hint for a `restart` value of another tool, such as `always` or `on_failure:5`; null for other values. */
export const hintForRestart = (value: unknown): string | null => {
  const word = String(value).toLowerCase().replaceAll("_", "-").replace(/:\d+$/, "");
  return restartWords.get(word) ?? null;
};

/** The conditions of Docker Compose and process-compose by ours. */
const conditions: ReadonlyMap<unknown, string> = new Map([
  ["service_started", "started"],
  ["service_healthy", "healthy"],
  ["service_completed_successfully", "finished"],
  ["process_started", "started"],
  ["process_healthy", "healthy"],
  ["process_log_ready", "ready"],
  ["process_completed", "finished"],
  ["process_completed_successfully", "finished"],
]);

/** A hint for a condition of another tool; null for other values. */
export const hintForCondition = (value: unknown): string | null => {
  const word = conditions.get(value);
  return word === undefined ? null : `write ${word}`;
};
