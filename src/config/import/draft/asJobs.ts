import { JobFile } from "../../language/language.ts";
import { type Draft, everyDraft, type TreeDraft } from "./draft.ts";
import type { Finding } from "./Finding.ts";
import { plannedSetting } from "./plannedSettings.ts";

/** Whether a draft has a schedule, which makes it a job. */
export const isScheduled = ({ settings }: Draft): boolean =>
  [...settings.keys()].some((key) => topOf(key) === "schedule");

const topOf = (path: string): string => path.split(".")[0] ?? "";

const ways = ["cron", "every", "at", "several", "manual"];

/** The schedule in the words of the language. `timezone`: that of the machine, in which its own scheduler counts. */
const completeSchedule = ({ settings, remarks }: Draft, timezone: string): void => {
  const cron = settings.get("schedule.cron");
  if (Array.isArray(cron)) {
    settings.delete("schedule.cron");
    settings.set("schedule.several", cron);
  }
  if (!ways.some((way) => settings.has(`schedule.${way}`))) {
    settings.set("schedule.manual", true);
    if (!remarks.has("schedule"))
      remarks.set("schedule", "it runs by hand only: its times have no counterpart");
  }
  const isByClock = settings.has("schedule.cron") || settings.has("schedule.several");
  if (isByClock && !settings.has("schedule.timezone") && timezone !== "UTC")
    settings.set("schedule.timezone", timezone);
};

/** What a limit for the end of a one-off command or of a service is for a job. */
const moveTimeout = ({ settings }: Draft): void => {
  const ofStart = settings.get("oneshot") === true ? settings.get("ready.timeout") : undefined;
  const limit = settings.get("max_runtime") ?? ofStart;
  if (limit === undefined) return;
  settings.delete("max_runtime");
  settings.delete("ready.timeout");
  settings.set("timeout", limit);
};

/** Exit codes that mean that there was nothing to do count as successes of a run. */
const moveIgnored = ({ settings }: Draft): void => {
  const ignored = settings.get("ignore_codes");
  const successes = settings.get("success_codes");
  if (!Array.isArray(ignored)) return;
  settings.set("success_codes", [...(Array.isArray(successes) ? successes : [0]), ...ignored]);
};

/** Settings that were removed, by their keys, and whether anything is lost with them. */
type Dropped = ReadonlyMap<string, boolean>;

/** Settings of services that mean nothing else for a job, whose runs are not restarted. */
const harmless = ["oneshot", "ready", "min_uptime", "on_limit", "retry_failed", "ignore_codes"];

/** Removes the settings that only services have. */
const dropForeign = ({ settings, remarks }: Draft): Dropped => {
  const foreign = [...settings.keys()].filter(
    (path) => !(topOf(path) in JobFile.fields) && plannedSetting(path) === null,
  );
  const without = settings.get("restart") === "temporary" ? [...harmless, "restart"] : harmless;
  const dropped = new Map(foreign.map(topOf).map((top) => [top, !without.includes(top)] as const));
  for (const path of foreign) settings.delete(path);
  for (const path of remarks.keys()) if (dropped.has(topOf(path))) remarks.delete(path);
  // A job is loaded with its tree, unless it must not be.
  if (settings.get("autostart") === true) {
    settings.delete("autostart");
    dropped.set("autostart", false);
  }
  return dropped;
};

/** What becomes of dependencies on jobs: a job can follow another one; nothing else waits for one. */
const followJobs = (draft: Draft, jobs: ReadonlySet<string>): Dropped => {
  const dropped = new Map<string, boolean>();
  for (const [name, until] of draft.after) {
    const path = `after.${name}`;
    if (!jobs.has(name)) continue;
    if (isScheduled(draft) && until === "finished") draft.settings.set(path, "success");
    else {
      draft.settings.delete(path);
      dropped.set(path, true);
    }
  }
  return dropped;
};

const notRestarted = "a run of a job is not restarted: `retry` attempts a failed one again";
const notAwaited = "a job can't be waited for: another job can run after it, with `after: { NAME: success }`";

/** A finding without the settings that were removed. */
const withoutDropped = (finding: Finding, name: string, dropped: Dropped): Finding => {
  const within = `children.${name}.`;
  const targets = (finding.target?.split(", ") ?? []).map((target) => {
    const at = target.indexOf(within);
    const path = at < 0 ? "" : target.slice(at + within.length);
    return { target, loss: dropped.get(path) ?? dropped.get(topOf(path)) };
  });
  const kept = targets.filter(({ loss }) => loss === undefined).map(({ target }) => target);
  if (kept.length === targets.length) return finding;
  if (kept.length > 0) return { ...finding, target: kept.join(", ") };
  const isLost = !finding.isDefault && targets.some(({ loss }) => loss === true);
  if (!isLost) return { ...finding, target: null };
  const note = finding.target?.includes(`${within}after`) ? notAwaited : notRestarted;
  return { ...finding, target: null, fidelity: "unsupported", note };
};

const withoutAll = (
  findings: ReadonlyArray<Finding>,
  name: string,
  dropped: Dropped,
): ReadonlyArray<Finding> =>
  dropped.size === 0 ? findings : findings.map((finding) => withoutDropped(finding, name, dropped));

/** Complete the children with a schedule as jobs. Returns the findings, without settings that jobs don't have. */
export const asJobs = (
  { children }: TreeDraft,
  timezone: string,
  findings: ReadonlyArray<Finding>,
): ReadonlyArray<Finding> => {
  const drafts = everyDraft(children).map(({ draft }) => draft);
  const jobs = new Set(drafts.filter(isScheduled).map(({ name }) => name));
  return drafts.reduce((told, draft) => {
    const unmet = followJobs(draft, jobs);
    if (!isScheduled(draft)) return withoutAll(told, draft.name, unmet);
    completeSchedule(draft, timezone);
    moveTimeout(draft);
    moveIgnored(draft);
    return withoutAll(told, draft.name, new Map([...dropForeign(draft), ...unmet]));
  }, findings);
};
