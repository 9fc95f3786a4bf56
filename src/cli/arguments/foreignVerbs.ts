import { CliError, exitCode } from "../../client/client.ts";
import { suggestion } from "../../policy/nearest.ts";

/** The answer to a verb, given the arguments after it. */
type Answer = (rest: ReadonlyArray<string>) => string;

const use =
  (...commands: ReadonlyArray<string>): Answer =>
  () =>
    `use ${commands.map((command) => `\`sentinel ${command}\``).join(" or ")}`;

/** `kill api` must not suggest stopping everything. */
const stopOrDown: Answer = ([first]) =>
  first === undefined
    ? "`sentinel down` stops the tree and its daemon, `sentinel signal PATH SIGNAL` sends a signal to one child"
    : `\`sentinel stop ${first}\` stops ${first}, \`sentinel signal ${first} KILL\` sends it a signal`;

const atBoot: Answer = () =>
  "use `sentinel service install`: launchd or systemd then starts the tree at login, or with --system at boot";

const notAtBoot: Answer = () =>
  "use `sentinel service uninstall`: it stops the tree, which is then not started at login or boot any more";

const notNeeded: Answer = () =>
  "not needed: the tree and its changes are stored, and the next `sentinel up` continues with them";

/** Verbs of PM2, systemctl, supervisorctl, docker compose and process-compose, and their counterparts. */
const foreignVerbs: Readonly<Record<string, Answer>> = {
  ...{ list: use("status"), ls: use("status"), ps: use("status"), l: use("status") },
  ...{ monit: use("top"), dash: use("watch"), attach: use("watch") },
  ...{ delete: use("remove"), del: use("remove"), rm: use("remove") },
  ...{ kill: stopOrDown, shutdown: stopOrDown, quit: stopOrDown, exit: stopOrDown },
  ...{ describe: use("explain"), show: use("explain"), info: use("explain") },
  ...{ tail: use("logs -f"), log: use("logs"), journal: use("events") },
  ...{ update: use("apply"), reread: use("plan"), diff: use("plan") },
  ...{ validate: use("config validate"), check: use("config validate", "doctor") },
  ...{ history: use("config history"), rollback: use("config rollback") },
  ...{ import: use("config import"), schema: use("config schema") },
  ...{ startup: atBoot, enable: atBoot, install: atBoot, unstartup: notAtBoot, disable: notAtBoot },
  ...{ save: notNeeded, dump: notNeeded, resurrect: notNeeded },
};

/** Verbs of later versions, and what to do until then. */
const plannedVerbs: Readonly<Record<string, string>> = {
  reload: "`sentinel restart PATH` stops, then starts",
  run: "`sentinel add NAME -- COMMAND...` runs a command in the tree",
  runs: "`sentinel events PATH` shows when a child ran",
  ...{ alerts: "", silence: "", hub: "", export: "" },
};

const own = <Value>(table: Readonly<Record<string, Value>>, word: string): Value | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;

const answerTo = (typed: string, rest: ReadonlyArray<string>, verbs: ReadonlyArray<string>): string => {
  const alternative = own(plannedVerbs, typed);
  if (alternative !== undefined)
    return `${typed} is not supported by this version yet${alternative && `; ${alternative}`}`;
  if (typed.startsWith("-"))
    return `"${typed}" is in the place of the verb; put options after the verb, as in \`sentinel up ${typed} …\``;
  const answer = own(foreignVerbs, typed)?.(rest);
  return `there is no verb "${typed}"; ${answer ?? suggestion(typed, verbs)}`;
};

/** The error for an unknown verb; `rest`: the arguments after it. */
export const unknownVerb = (
  typed: string,
  rest: ReadonlyArray<string>,
  verbs: ReadonlyArray<string>,
): CliError =>
  new CliError(
    exitCode.usage,
    answerTo(
      typed,
      rest.filter((word) => !word.startsWith("-")),
      verbs,
    ),
  );

/**
 * The error for a child `all`, the word of other tools for the whole tree; null if the arguments don't contain it.
 */
export const suggestRoot = (verb: string, rest: ReadonlyArray<string>): string | null =>
  rest.includes("all")
    ? `there is no child all; the whole tree is /: \`sentinel ${verb} ${rest.map((word) => (word === "all" ? "/" : word)).join(" ")}\``
    : null;
