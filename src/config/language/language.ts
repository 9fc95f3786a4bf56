/**
 * The language of `sentinel.yaml` as schemas: the single source of which keys are allowed, of the JSON Schema for editors,
 * of the table of keys in the documentation, and of the trees that tests generate.
 */

import { Text } from "./fields/text.ts";
import { CheckKeys, check } from "./groups/reporting.ts";
import { Command, commandMeaning, ending, runtime } from "./groups/running.ts";
import { serving } from "./groups/serving.ts";
import { after, autostart, retryFailed, supervised } from "./groups/supervised.ts";
import { supervising } from "./groups/supervising.ts";
import { Calendars, jobKeys, Pools, Schedule, scheduleMeaning } from "./jobs.ts";
import { key, map, required } from "./keys.ts";

export const ServiceFile = map("{ command: ./server }", {
  command: required(Command, commandMeaning),
  ...serving,
  ...supervised,
});

export type ServiceFile = typeof ServiceFile.Type;

/** A command that runs at its times. Its runs are not restarted: they are attempted again, as `retry` says. */
export const JobFile = map('{ command: ./backup.sh, schedule: "0 3 * * *" }', {
  command: required(Command, commandMeaning),
  schedule: required(Schedule, scheduleMeaning),
  ...jobKeys,
  ...runtime,
  ...ending,
  autostart,
  after,
});

export type JobFile = typeof JobFile.Type;

/** A check has no other keys: there is nothing to start, stop or restart. */
export const CheckFile = map("{ check: { every: 1h } }", { check });

export type CheckFile = typeof CheckFile.Type;

/** A supervisor without its children, which are read one by one, so that an error in one does not hide those in others. */
export const SupervisorFile = map("{ strategy: one_for_one, children: {} }", {
  ...supervising,
  ...supervised,
});

export type SupervisorFile = typeof SupervisorFile.Type;

/** A partial child, for templates, defaults and overlays. */
export const PartFile = map("{ command: ./server }", {
  command: key(Command, commandMeaning),
  schedule: key(Schedule, scheduleMeaning),
  ...jobKeys,
  check: key(CheckKeys, "What is expected of a job that runs elsewhere and reports."),
  ...serving,
  ...supervising,
  ...supervised,
});

/** The file without its children. */
export const TreeFile = map("{ name: shop, children: {} }", {
  name: required(Text, "The name of the tree."),
  ...supervising,
  retry_failed: retryFailed,
  pools: key(Pools, "The pools of jobs by name: how many runs go at a time in each."),
  calendars: key(Calendars, "Windows of time by name, for `blackouts` of jobs."),
});

export type TreeFile = typeof TreeFile.Type;

/** The descriptions of the keys that are read in parts. */
export const partMeanings = {
  version: "The version of the language; 1 if it is missing.",
  use: "The template, or list of templates, that this child is based on; later ones take precedence.",
  children: "The children by name, in start order.",
  templates: "Partial children by name, for `use`. Templates may use other templates.",
  defaults:
    "Default values for every service and job, as far as it has such a key; its templates take precedence.",
  environments:
    "Overlays by name: `--env NAME` applies one to the file. Maps are merged, lists are replaced, and null removes the inherited value.",
  include:
    "More files or patterns (`*`, `?`, `**`), relative to the folder of this one. Their children come first. With `?` at the end, no file need exist.",
  env_file:
    "Env files for the variables in this file; the environment takes precedence. A file with `?` at the end of its name may be missing.",
  secrets: "Secrets by name, for `env: { TOKEN: { secret: NAME } }`.",
} as const;
