import type { Setting } from "../draft/draft.ts";
import type { ImportRequest } from "../draft/request.ts";
import { putGroup, putText, putUser, putVariables, putWhole } from "../table/put.ts";
import type { Row } from "../table/row.ts";
import { duration } from "../table/sentinelText.ts";
import { tableOf } from "../table/tableOf.ts";
import { without } from "../table/unsupportedRows.ts";
import { flag, pairs, text, whole } from "../table/values.ts";

const bytes = (amount: number): Setting => (amount === 0 ? 0 : `${amount}B`);

/** The limits of launchd.plist(5), and how their numbers are written; the others have no counterpart. */
const limits: Readonly<Record<string, readonly [name: string, written: (amount: number) => Setting]>> =
  tableOf({
    Core: ["core", bytes],
    CPU: ["cpu_time", (seconds: number) => duration(seconds * 1000)],
    FileSize: ["file_size", bytes],
    MemoryLock: ["locked_memory", bytes],
    NumberOfFiles: ["open_files", (amount: number) => amount],
    Stack: ["stack", bytes],
  });

/** `combine`: the limit as it is written, given what the other key has put there. */
const limitRow = (
  key: string,
  note: string,
  combine: (limit: Setting, before: Setting | undefined) => Setting,
): Row => ({
  key,
  to: "limits",
  fidelity: "exact",
  note,
  apply: (value, draft, { report }) => {
    const amounts = pairs(value).map(([name, to]) => [name, Number(to)] as const);
    const wrong = amounts.find(([, amount]) => !Number.isSafeInteger(amount) || amount < 0);
    if (wrong) {
      report.error(value.at, `${key}: ${wrong[0]} is not a limit`, "write a whole number");
      return undefined;
    }
    for (const [name, amount] of amounts) {
      const [setting, written] = limits[name] ?? [];
      if (setting === undefined || written === undefined) continue;
      const path = `limits.${setting}`;
      draft.settings.set(path, combine(written(amount), draft.settings.get(path)));
    }
    const others = amounts.flatMap(([name]) => (limits[name] === undefined ? [name] : []));
    return others.length === 0
      ? undefined
      : { fidelity: "unsupported", note: `there is no limit ${others.join(", ")} here` };
  },
});

/** The keys for a job's directory, user, environment and limits. */
export const surroundingsRows: ReadonlyArray<Row<ImportRequest>> = [
  { key: "EnvironmentVariables", to: "env", fidelity: "exact", note: "", apply: putVariables },
  {
    key: "(inherited environment)",
    to: "inherit_env, env.PATH",
    fidelity: "approximate",
    note: "PATH, HOME, USER and their like only, with launchd's PATH; XPC_SERVICE_NAME is not set",
    byDefault: false,
    apply: (_, draft) => {
      draft.settings.set("inherit_env", false);
      if (!draft.settings.has("env.PATH")) draft.settings.set("env.PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
      return undefined;
    },
  },
  { key: "WorkingDirectory", to: "cwd", fidelity: "exact", note: "", byDefault: "/", apply: putText("cwd") },
  ...without("Sentinel does not change the root directory", "RootDirectory"),
  { key: "UserName", to: "uid", fidelity: "exact", note: "by number", apply: putUser },
  { key: "GroupName", to: "gid", fidelity: "exact", note: "by number", apply: putGroup },
  ...without("a child has its user's group, or its gid", "InitGroups"),
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
  { key: "Nice", to: "nice", fidelity: "exact", note: "", apply: putWhole("nice") },
  ...without("there are no process classes", "LowPriorityIO", "LowPriorityBackgroundIO", "ProcessType"),
  limitRow("SoftResourceLimits", "without a hard limit it is that, too", (soft) => soft),
  limitRow("HardResourceLimits", "", (hard, soft) => (soft === undefined ? hard : `${soft}:${hard}`)),
  ...without("a child has no standard input; read a file in the command", "StandardInPath"),
  { key: "StandardOutPath", to: "logs.stdout", fidelity: "exact", note: "", apply: putText("logs.stdout") },
  { key: "StandardErrorPath", to: "logs.stderr", fidelity: "exact", note: "", apply: putText("logs.stderr") },
  {
    key: "AbandonProcessGroup",
    to: null,
    fidelity: "exact",
    note: "Sentinel stops the whole process group",
    apply: (value, _, { report }) =>
      flag(value, report, "AbandonProcessGroup")
        ? {
            fidelity: "unsupported",
            note: "Sentinel stops the whole process tree; detach what must survive with setsid",
          }
        : undefined,
  },
  {
    key: "Disabled",
    to: "autostart",
    fidelity: "approximate",
    note: "launchctl's own list may differ",
    apply: (value, draft, { report }) => {
      if (flag(value, report, "Disabled")) draft.settings.set("autostart", false);
      return undefined;
    },
  },
  ...without(
    "Sentinel opens no sockets for its children; let the program listen itself",
    "Sockets",
    "inetdCompatibility",
  ),
  ...without("keep launchd for it; there are no Mach services or XPC events", "MachServices", "LaunchEvents"),
  ...without("it belongs to launchd's sessions", "SessionCreate", "LimitLoadToSessionType"),
  ...without("remove the job from the files of other machines", "LimitLoadToHosts", "LimitLoadFromHosts"),
  ...without(
    "it has no meaning here",
    "AssociatedBundleIdentifiers",
    "Debug",
    "WaitForDebugger",
    "LegacyTimers",
  ),
];
