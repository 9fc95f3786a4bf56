import { replicaOf } from "../../../../domain/tree/ChildPath.ts";
import type { ProcessSpec } from "../../../../domain/tree/ChildSpec.ts";
import type { SpawnRequest } from "../../../../ports/ProcessSpawner.ts";
import { shellQuote } from "../shim/shellQuote.ts";
import { runVariable } from "../table/ProcessScan.ts";
import type { Credentials } from "../users/credentials.ts";
import { type User, userBy } from "../users/osUsers.ts";
import { declaredEnvironment, type EnvFileParser } from "./secrets.ts";

/** The variables that a child inherits by default. */
const baseVariables = [
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "SHELL",
  "LANG",
  "LC_ALL",
  "LC_CTYPE",
  "TZ",
  "TMPDIR",
];

/** Variables that describe the daemon itself and would be wrong for a child; never inherited. */
const daemonVariables = new Set([
  ...["PWD", "OLDPWD", "SHLVL", "_"],
  ...["NODE_CHANNEL_FD", "NODE_CHANNEL_SERIALIZATION_MODE", "NODE_UNIQUE_ID"],
  // launchd tells a job what it is by them.
  ...["XPC_SERVICE_NAME", "XPC_FLAGS"],
  ...["SENTINEL_PATH", "SENTINEL_REPLICA", runVariable],
]);

const fallbackPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

type Environment = Readonly<Record<string, string>>;

const inherited = ({ inheritEnv }: ProcessSpec): Environment => {
  const names =
    inheritEnv === "all"
      ? null
      : new Set(inheritEnv === "base" ? baseVariables : [...baseVariables, ...inheritEnv]);
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || daemonVariables.has(name) || names?.has(name) === false ? [] : [[name, value]],
    ),
  );
};

let cachedOwnUser: User | null | undefined;

/** The daemon's own user; null without an entry in the password database. */
const ownUser = (): User | null => {
  cachedOwnUser ??= userBy(process.getuid?.() ?? 0);
  return cachedOwnUser;
};

/** The variables that login(1) sets for a user. */
const loginVariables = (user: User | null): Environment =>
  user === null ? {} : { HOME: user.home, USER: user.name, LOGNAME: user.name, SHELL: user.shell };

const loginVariableNames = ["HOME", "USER", "LOGNAME", "SHELL"];

/**
 * HOME and the names must be those of the run's user; for a user without an entry there are none. Those that the
 * daemon itself lacks, as when init started it, are filled in.
 */
const withLoginVariables = ({ uid, user }: Credentials, environment: Environment): Environment => {
  if (uid === null)
    return loginVariableNames.every((name) => name in environment)
      ? environment
      : { ...loginVariables(ownUser()), ...environment };
  const rest = Object.entries(environment).filter(([name]) => !loginVariableNames.includes(name));
  return { ...Object.fromEntries(rest), ...loginVariables(user) };
};

/**
 * The whole environment of a run: inherited, declared, and identifying it. Throws CannotRun if a secret is not
 * available.
 */
export const environmentOf = (
  { path, spec }: SpawnRequest,
  mark: string,
  credentials: Credentials,
  parseEnvFile: EnvFileParser,
): Environment => {
  const replica = replicaOf(path);
  return {
    PATH: fallbackPath,
    ...withLoginVariables(credentials, inherited(spec)),
    ...declaredEnvironment(spec, parseEnvFile),
    SENTINEL_PATH: path,
    [runVariable]: mark,
    ...(replica === null ? {} : { SENTINEL_REPLICA: replica }),
  };
};

/** Variables that shells reserve for themselves or don't pass on unchanged. */
const reservedByShells =
  /^(IFS|OPT(IND|ARG|ERR)|PPID|PS[1-4]|(OLD)?PWD|SHLVL|_|LINENO|RANDOM|SECONDS|EPOCH.*|HIST.*|E?UID|GROUPS|DIRSTACK|FUNCN.*|BASH.*|SHELLOPTS|POSIXLY_CORRECT|SENTINEL_SHIM_ENV|sentinel_.*)$/;

const survivesShell = (name: string): boolean =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !reservedByShells.test(name);

/**
 * The environment to start a shim with. Variables that a shell would drop or change are passed as a command that the
 * shim puts before the run's: `env` with the assignments. Arguments are visible to every user, these only for a
 * millisecond.
 */
export const throughShell = (environment: Environment): Environment => {
  const unsafe = Object.entries(environment).filter(([name]) => !survivesShell(name));
  if (unsafe.length === 0) return environment;
  const safe = Object.entries(environment).filter(([name]) => survivesShell(name));
  const assignments = unsafe.map(([name, value]) => shellQuote(`${name}=${value}`));
  return {
    ...Object.fromEntries(safe),
    SENTINEL_SHIM_ENV: ["/usr/bin/env", "--", ...assignments].join(" "),
  };
};
