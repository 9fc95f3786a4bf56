import type { Field } from "./fields.ts";

/**
 * What a child is, by its keys: a service has a command, a job a command and a schedule, a supervisor children, and the
 * root is the file itself.
 */
export type Kind = "service" | "job" | "supervisor" | "root";

/** Keys that belong together on the page. */
export interface Group {
  readonly title: string;
  readonly fields: ReadonlyArray<Field>;
}

type Keys = readonly [title: string, ...keys: ReadonlyArray<string>];

const restarts: Keys = [
  "When it is restarted",
  ...["restart", "backoff", "limit", "on_limit", "retry_failed", "significant"],
];

const environment: Keys = ["Environment", "env", "env_file", "inherit_env"];
const output: Keys = ["Output", "logs"];
const user: Keys = ["User and permissions", "uid", "user", "gid", "group", "groups", "umask"];
const priority: Keys = ["Limits and priority", "limits", "nice"];

const dependencies: Keys = ["What it waits for", "after"];

const orders: Readonly<Record<Kind, ReadonlyArray<Keys>>> = {
  service: [
    ["What runs", "use", "command", "cwd", "oneshot", "autostart"],
    environment,
    ["Ports", "port", "ports"],
    ["Readiness", "ready", "min_uptime"],
    dependencies,
    ["Health", "probes"],
    restarts,
    ["Planned restarts", "memory", "max_runtime"],
    ["Restart after changes", "watch"],
    ["What its exits mean", "success_codes", "fatal_codes", "ignore_codes"],
    ["How it is stopped", "stop", "shutdown"],
    ["Hooks and reloads", "hooks", "reload"],
    output,
    user,
    priority,
    ["Replicas", "replicas", "intensity", "period", "update"],
  ],
  job: [
    ["What runs", "use", "command", "cwd", "autostart"],
    ["When it runs", "schedule"],
    ["How long, and how often", "timeout", "retry"],
    ["Parameters", "parameters"],
    ["What it waits for and runs after", "after"],
    environment,
    ["What its exits mean", "success_codes"],
    ["How it is stopped", "stop"],
    output,
    user,
    priority,
  ],
  supervisor: [
    ["How it supervises", "use", "strategy", "intensity", "period", "auto_shutdown", "start", "autostart"],
    ["What it grants", "quota"],
    ["Checks on demand", "provision"],
    dependencies,
    restarts,
    ["How it is stopped", "shutdown"],
  ],
  root: [
    [
      "The tree",
      "name",
      "strategy",
      "intensity",
      "period",
      "auto_shutdown",
      "start",
      "retry_failed",
      "quota",
    ],
    ["What its jobs share", "pools"],
    ["Checks on demand", "provision"],
  ],
};

/** Keys that a form of a service or supervisor has not: its children have their own, and a check is written as text. */
const elsewhere: ReadonlySet<string> = new Set(["children", "check"]);

/** The groups of the keys of a child. A key that is new in the schema comes last. */
export const groupsOf = (kind: Kind, fields: ReadonlyArray<Field>): ReadonlyArray<Group> => {
  const groups = orders[kind].map(([title, ...keys]) => ({
    title,
    fields: keys.flatMap((key) => fields.find((field) => field.key === key) ?? []),
  }));
  if (kind === "root") return groups;
  const known = new Set([...orders.service, ...orders.job, ...orders.supervisor].flat());
  const others = fields.filter(({ key }) => !known.has(key) && !elsewhere.has(key));
  return others.length === 0 ? groups : [...groups, { title: "More", fields: others }];
};

/** The keys of the file that a form can't show well. */
export const textOnly = (fields: ReadonlyArray<Field>): ReadonlyArray<Field> => {
  const known = new Set(orders.root.flat());
  return fields.filter(({ key }) => !known.has(key) && !elsewhere.has(key));
};
