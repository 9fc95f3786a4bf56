import { Schema } from "effect";
import { replicaReference } from "../../../domain/tree/replicaVariable.ts";
import { show } from "../../diagnostics/show.ts";
import { WholeNumber, wholeFrom } from "../fields/numbers.ts";
import { account, ExitMatch, Signal, Umask } from "../fields/process.ts";
import { Template, Text } from "../fields/text.ts";
import { Duration, PositiveDuration, Size } from "../fields/units.ts";
import { Flag } from "../fields/words.ts";
import { key, list, map, names, required } from "../keys.ts";
import { LimitsFile } from "../limits.ts";

/** The source of a secret. It is read at each start, and never appears in a tree, log, journal or response. */
export const SecretFile = map("{ file: ./token }", {
  file: key(
    Text,
    "The file with the secret, relative to the folder of the file that declares it. One line end at its end is removed.",
  ),
  key: key(Text, "The variable in that file, if it is an env file."),
  env: key(Text, "The variable with the secret in the daemon's own environment."),
});

export type SecretFile = typeof SecretFile.Type;

const EnvValue = Schema.Union(
  Template,
  map("{ secret: { file: ./token } }", {
    secret: required(Schema.Union(Text, SecretFile), "A name in `secrets`, or a source."),
  }),
);

export const Strings = Schema.Union(Text, list(Text));

export const Command = Schema.Union(
  Template,
  Schema.NonEmptyArray(Template).annotations({
    message: ({ actual }) => `expected a list of words, found ${show(actual)}`,
  }),
);

export const commandMeaning =
  "The command to run: a line, which is run by /bin/sh if it needs a shell, or a list of words.";

/** What a process of a service or job is given. */
export const runtime = {
  cwd: key(Text, "Its working directory, relative to the folder of the file.", "that folder"),
  env: key(
    names(EnvValue),
    `Its environment, in addition to inherited variables; \`${replicaReference}\` is the instance number, as in \`command\`.`,
  ),
  env_file: key(
    Strings,
    "Env files for its environment; later ones take precedence, and a file with `?` at the end of its name may be missing. The values are read at each start.",
  ),
  inherit_env: key(
    Schema.Union(Flag, list(Text)),
    "What it inherits from the daemon's environment in addition to PATH, HOME, USER and so on: everything (`true`) or a list of names.",
    "false",
  ),
  uid: key(
    account("user"),
    "The user that it runs as, with that user's HOME, USER, LOGNAME and SHELL.",
    "the daemon's",
  ),
  user: key(account("user"), "The same as `uid`."),
  gid: key(account("group"), "The group that it runs as.", "the user's"),
  group: key(account("group"), "The same as `gid`."),
  groups: key(
    list(account("group")),
    "Its supplementary groups.",
    "all those of the user; without `uid` the daemon's",
  ),
  umask: key(Umask, "Permission bits removed from new files."),
  limits: key(LimitsFile, "What the kernel lets it use."),
  nice: key(
    wholeFrom(-20, 19),
    "Its priority, from -20 (first) to 19 (last); below the daemon's own only with the right to do so.",
    "the daemon's",
  ),
};

const Stop = map("{ signal: SIGTERM, timeout: 10s }", {
  signal: key(Signal, "The signal that asks the process group to stop.", "SIGTERM"),
  timeout: key(Duration, "The time before SIGKILL is sent to the group and all its descendants.", "10s"),
});

const Logs = map("{ max_size: 20MB, max_files: 10 }", {
  max_size: key(Size, "The size at which a file is archived.", "20MB"),
  max_age: key(PositiveDuration, "Older output is removed."),
  max_files: key(WholeNumber, "How many archives and files of earlier runs are kept.", "10"),
  max_total: key(Size, "The maximum total size.", "1GB"),
});

/** How a process of a service or job ends, and what is kept of it. */
export const ending = {
  stop: key(Stop, "How it is stopped."),
  logs: key(Logs, "How much output of all its runs is kept; the oldest is removed first."),
  success_codes: key(list(ExitMatch), "Exit codes that are not failures.", "[0]"),
};
