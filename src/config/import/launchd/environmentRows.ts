import type { ImportRequest } from "../draft/request.ts";
import { putGroup, putText, putUser, putVariables, putWhole } from "../table/put.ts";
import type { Row } from "../table/row.ts";
import { tableOf } from "../table/tableOf.ts";
import { without } from "../table/unsupportedRows.ts";
import { flag, pairs, text, whole } from "../table/values.ts";

const limits: Readonly<Record<string, string>> = tableOf({
  Core: "core",
  CPU: "cpu",
  Data: "data",
  FileSize: "fsize",
  MemoryLock: "memlock",
  NumberOfFiles: "nofile",
  NumberOfProcesses: "nproc",
  ResidentSetSize: "rss",
  Stack: "stack",
});

const limitRow = (key: string, which: "soft" | "hard"): Row => ({
  key,
  to: "limits",
  fidelity: "exact",
  note: "",
  apply: (value, draft) => {
    for (const [name, to] of pairs(value))
      draft.settings.set(`limits.${limits[name] ?? name}.${which}`, Number(to));
    const strange = pairs(value).find(([name]) => limits[name] === undefined);
    return strange ? { fidelity: "unsupported", note: `${strange[0]} is an unknown limit` } : undefined;
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
  limitRow("SoftResourceLimits", "soft"),
  limitRow("HardResourceLimits", "hard"),
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
