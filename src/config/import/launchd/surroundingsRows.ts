import { putGroup, putText, putUser, putVariables, putWhole } from "../put.ts";
import type { ImportRequest } from "../request.ts";
import type { Row } from "../row.ts";
import { flag, pairs, text, whole } from "../values.ts";
import { without } from "../without.ts";

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

const limitRow = (key: string, which: "soft" | "hard"): Row => ({
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

/** Where, as whom and within which limits a job runs. */
export const surroundingsRows: ReadonlyArray<Row<ImportRequest>> = [
  { key: "EnvironmentVariables", to: "env", fidelity: "exact", note: "", apply: putVariables },
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
  { key: "WorkingDirectory", to: "cwd", fidelity: "exact", note: "", byDefault: "/", apply: putText("cwd") },
  ...without("Sentinel does not change the root folder", "RootDirectory"),
  { key: "UserName", to: "uid", fidelity: "exact", note: "by number", apply: putUser },
  { key: "GroupName", to: "gid", fidelity: "exact", note: "by number", apply: putGroup },
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
  { key: "Nice", to: "nice", fidelity: "exact", note: "", apply: putWhole("nice") },
  ...without("there are no classes of processes", "LowPriorityIO", "LowPriorityBackgroundIO", "ProcessType"),
  limitRow("SoftResourceLimits", "soft"),
  limitRow("HardResourceLimits", "hard"),
  ...without("a child has no input: read a file in the command", "StandardInPath"),
  { key: "StandardOutPath", to: "logs.stdout", fidelity: "exact", note: "", apply: putText("logs.stdout") },
  { key: "StandardErrorPath", to: "logs.stderr", fidelity: "exact", note: "", apply: putText("logs.stderr") },
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
