import type { Located } from "../../located.ts";
import type { Draft } from "../draft.ts";
import { setGroup, setUser } from "../identity.ts";
import type { ImportRequest } from "../request.ts";
import type { Row } from "../row.ts";
import { duration } from "../sentinelText.ts";
import { flag, pairs, text, texts, whole } from "../values.ts";

type JobRow = Row<ImportRequest>;

const without = (note: string, ...keys: ReadonlyArray<string>): ReadonlyArray<JobRow> =>
  keys.map((key) => ({ key, to: null, fidelity: "unsupported", note }));

const copied = (key: string, to: string): JobRow => ({
  key,
  to,
  fidelity: "exact",
  note: "",
  apply: (value, draft) => void draft.settings.set(to, text(value)),
});

const limits: Readonly<Record<string, string>> = {
  Core: "core",
  CPU: "cpu",
  Data: "data",
  FileSize: "fsize",
  MemoryLock: "memlock",
  NumberOfFiles: "nofile",
  NumberOfProcesses: "nproc",
  ResidentSetSize: "rss",
  Stack: "stack",
};

const limitRow = (key: string, which: "soft" | "hard"): JobRow => ({
  key,
  to: "limits",
  fidelity: "exact",
  note: "",
  apply: (value, draft) => {
    for (const [name, to] of pairs(value))
      draft.settings.set(`limits.${limits[name] ?? name}.${which}`, Number(to));
    const strange = pairs(value).find(([name]) => limits[name] === undefined);
    return strange
      ? { fidelity: "unsupported", note: `${strange[0]} is not a limit that is known here` }
      : undefined;
  },
});

const calendarKeys = ["Minute", "Hour", "Day", "Month", "Weekday"];

const cronOf = (value: Located): string =>
  calendarKeys
    .map((key) => (value.kind === "map" ? text(value.entries.get(key)?.value) || "*" : "*"))
    .join(" ");

/** What runs at times of its own starts with the tree only if it says so. */
export const isScheduled = (draft: Draft): boolean =>
  [...draft.settings.keys()].some((key) => key.startsWith("schedule."));

/** A job of launchd. Research, sections 2a and 4.7. */
export const launchdRows: ReadonlyArray<JobRow> = [
  { key: "Label", to: "the child's name", fidelity: "exact", note: "" },
  {
    key: "Program",
    to: "command",
    fidelity: "exact",
    note: "",
    apply: (value, draft) => void draft.settings.set("command", [text(value)]),
  },
  {
    key: "ProgramArguments",
    to: "command",
    fidelity: "exact",
    note: "",
    apply: (value, draft, { given }) => {
      const [first = "", ...rest] = texts(value);
      const program = given("Program");
      draft.settings.set("command", [program ? text(program) : first, ...rest]);
      return program && text(program) !== first
        ? { fidelity: "approximate", note: `the program sees its own path as its name, not ${first}` }
        : undefined;
    },
  },
  ...without("write the files out, or give the line to a shell", "EnableGlobbing"),
  ...without("write the program's whole path", "BundleProgram"),
  {
    key: "RunAtLoad",
    to: "autostart",
    fidelity: "exact",
    note: "",
    byDefault: false,
    apply: (value, draft, { report }) =>
      void draft.settings.set("autostart", flag(value, report, "RunAtLoad") ?? false),
  },
  {
    key: "KeepAlive",
    to: "restart, autostart",
    fidelity: "exact",
    note: "true: permanent; false: temporary",
    byDefault: false,
    apply: (value, draft, { report, given }) => {
      const onDemand = given("OnDemand");
      const always =
        value.at.line === 0 && onDemand
          ? !flag(onDemand, report, "OnDemand")
          : flag(value, report, "KeepAlive");
      draft.settings.set("restart", always ? "permanent" : "temporary");
      if (always) draft.settings.set("autostart", true);
      return undefined;
    },
  },
  {
    key: "KeepAlive.SuccessfulExit",
    to: "restart: transient",
    fidelity: "exact",
    note: "",
    apply: (value, draft, { report }) => {
      const onSuccess = flag(value, report, "SuccessfulExit");
      draft.settings.set("restart", onSuccess ? "permanent" : "transient");
      draft.settings.set("autostart", true);
      return onSuccess
        ? { fidelity: "approximate", note: "permanent: also restarted after a failure" }
        : undefined;
    },
  },
  {
    key: "KeepAlive.Crashed",
    to: "restart: transient",
    fidelity: "approximate",
    note: "also restarted after an exit code other than 0",
    apply: (value, draft, { report }) => {
      const onCrash = flag(value, report, "Crashed");
      if (draft.settings.get("restart") !== "permanent") draft.settings.set("restart", "transient");
      return onCrash
        ? undefined
        : { note: "restarted after a failure: there is no restart unless it crashed" };
    },
  },
  ...without("there is no restart while a file exists: test it in the command", "KeepAlive.PathState"),
  ...without("put both below a supervisor", "KeepAlive.OtherJobEnabled"),
  ...without("launchd does not heed it any more", "KeepAlive.NetworkState"),
  ...without("start it by hand: `sentinel start PATH`", "KeepAlive.AfterInitialDemand"),
  {
    key: "OnDemand",
    to: "restart",
    fidelity: "exact",
    note: "the old word for the opposite of KeepAlive",
  },
  {
    key: "ThrottleInterval",
    to: "backoff, limit, on_limit",
    fidelity: "approximate",
    note: "the pause is whole where launchd counts the run into it; like launchd it never gives up, but holds back more than 100 restarts in a minute",
    byDefault: 10,
    apply: (value, draft, { report }) => {
      const pause = duration((whole(value, report, "ThrottleInterval") ?? 10) * 1000);
      draft.settings.set("backoff.initial", pause);
      draft.settings.set("backoff.factor", 1);
      draft.settings.set("backoff.max", pause);
      draft.settings.set("backoff.jitter", 0);
      draft.settings.set("backoff.reset_after", pause);
      draft.settings.set("limit.restarts", 100);
      draft.settings.set("limit.period", "60s");
      draft.settings.set("on_limit", "wait");
      return undefined;
    },
  },
  {
    key: "ExitTimeOut",
    to: "stop.timeout",
    fidelity: "exact",
    note: "0: it is never killed",
    byDefault: 20,
    apply: (value, draft, { report }) => {
      const limit = whole(value, report, "ExitTimeOut") ?? 20;
      if (limit === 0) draft.settings.set("shutdown", "infinity");
      else draft.settings.set("stop.timeout", duration(limit * 1000));
      return undefined;
    },
  },
  {
    key: "(started)",
    to: "ready.min_uptime",
    fidelity: "exact",
    note: "it counts as started at once",
    byDefault: "0s",
    apply: (value, draft) => void draft.settings.set("ready.min_uptime", text(value)),
  },
  ...without("it has no effect in launchd either", "TimeOut", "EnableTransactions", "EnablePressuredExit"),
  ...without("it has no effect in launchd either", "HopefullyExitsFirst", "HopefullyExitsLast"),
  ...without("test a file in the command: there is no once a boot", "LaunchOnlyOnce"),
  {
    key: "StartInterval",
    to: "schedule.every",
    fidelity: "exact",
    note: "runs missed in sleep become one at wake",
    apply: (value, draft, { report }) =>
      void draft.settings.set(
        "schedule.every",
        duration((whole(value, report, "StartInterval") ?? 0) * 1000),
      ),
  },
  {
    key: "StartCalendarInterval",
    to: "schedule.cron, schedule.catch_up",
    fidelity: "exact",
    note: "a missing key means any",
    apply: (value, draft, { report }) => {
      const items = value.kind === "list" ? value.items : [value];
      for (const item of items) {
        const strange =
          item.kind === "map" ? [...item.entries.keys()].find((key) => !calendarKeys.includes(key)) : "text";
        if (strange !== undefined)
          report.say(
            item.at,
            `StartCalendarInterval: "${strange}" is not known`,
            `known: ${calendarKeys.join(", ")}`,
          );
      }
      const crons = items.map(cronOf);
      draft.settings.set("schedule.cron", crons.length === 1 ? (crons[0] ?? "") : crons);
      draft.settings.set("schedule.catch_up", "last");
      const both = items.some(
        (item) => item.kind === "map" && item.entries.has("Day") && item.entries.has("Weekday"),
      );
      return both
        ? { fidelity: "approximate", note: "with Day and Weekday either of them counts, as in cron" }
        : undefined;
    },
  },
  {
    key: "WatchPaths",
    to: "watch.paths",
    fidelity: "approximate",
    note: "a change restarts it, in launchd it starts it",
    apply: (value, draft) => void draft.settings.set("watch.paths", [...texts(value)]),
  },
  ...without("watch the folder in the program itself", "QueueDirectories"),
  ...without("there is no start at a mount", "StartOnMount"),
  {
    key: "EnvironmentVariables",
    to: "env",
    fidelity: "exact",
    note: "",
    apply: (value, draft) => {
      for (const [name, to] of pairs(value)) draft.settings.set(`env.${name}`, to);
      return undefined;
    },
  },
  {
    key: "(inherited environment)",
    to: "inherit_env, env.PATH",
    fidelity: "approximate",
    note: "PATH, HOME, USER and their like only, with launchd's PATH",
    byDefault: false,
    apply: (_, draft) => {
      draft.settings.set("inherit_env", false);
      if (!draft.settings.has("env.PATH")) draft.settings.set("env.PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
      return undefined;
    },
  },
  { ...copied("WorkingDirectory", "cwd"), byDefault: "/" },
  ...without("Sentinel does not change the root folder", "RootDirectory"),
  {
    key: "UserName",
    to: "uid",
    fidelity: "exact",
    note: "by number",
    apply: (value, draft, { context }) => setUser(value, draft, context.accounts),
  },
  {
    key: "GroupName",
    to: "gid",
    fidelity: "exact",
    note: "by number",
    apply: (value, draft, { context }) => setGroup(value, draft, context.accounts),
  },
  ...without("a child has the group of its user, or its gid", "InitGroups"),
  {
    key: "Umask",
    to: "umask",
    fidelity: "exact",
    note: "decimal in a plist, octal here",
    apply: (value, draft, { report }) => {
      const written = text(value);
      const mask = written.startsWith("0")
        ? Number.parseInt(written, 8)
        : (whole(value, report, "Umask") ?? 0);
      draft.settings.set("umask", mask.toString(8).padStart(3, "0"));
      return undefined;
    },
  },
  {
    ...copied("Nice", "nice"),
    apply: (value, draft, { report }) => void draft.settings.set("nice", whole(value, report, "Nice") ?? 0),
  },
  ...without("there are no classes of processes", "LowPriorityIO", "LowPriorityBackgroundIO", "ProcessType"),
  limitRow("SoftResourceLimits", "soft"),
  limitRow("HardResourceLimits", "hard"),
  ...without("a child has no input: read a file in the command", "StandardInPath"),
  copied("StandardOutPath", "logs.stdout"),
  copied("StandardErrorPath", "logs.stderr"),
  {
    key: "AbandonProcessGroup",
    to: null,
    fidelity: "exact",
    note: "Sentinel ends the whole group",
    apply: (value, _, { report }) =>
      flag(value, report, "AbandonProcessGroup")
        ? {
            fidelity: "unsupported",
            note: "Sentinel ends the whole tree: detach what must survive by setsid",
          }
        : undefined,
  },
  {
    key: "Disabled",
    to: "autostart",
    fidelity: "approximate",
    note: "launchctl's own list may say otherwise",
    apply: (value, draft, { report }) => {
      if (flag(value, report, "Disabled")) draft.settings.set("autostart", false);
      return undefined;
    },
  },
  ...without(
    "Sentinel opens no sockets for its children: let the program listen itself",
    "Sockets",
    "inetdCompatibility",
  ),
  ...without("keep launchd for it: there are no Mach services or XPC events", "MachServices", "LaunchEvents"),
  ...without("it belongs to launchd's sessions", "SessionCreate", "LimitLoadToSessionType"),
  ...without("leave the job out of the file of other machines", "LimitLoadToHosts", "LimitLoadFromHosts"),
  ...without(
    "it has no meaning here",
    "AssociatedBundleIdentifiers",
    "Debug",
    "WaitForDebugger",
    "LegacyTimers",
  ),
];
