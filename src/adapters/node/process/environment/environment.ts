import { Array as Arrays } from "effect";
import { replicaOf } from "../../../../domain/tree/ChildPath.ts";
import type { ProcessSpec } from "../../../../domain/tree/ChildSpec.ts";
import type { SpawnRequest } from "../../../../ports/machine/ProcessSpawner.ts";
import { bySystem } from "../../../../system.ts";
import type { Launcher } from "../shim/launcher.ts";
import { shellQuote } from "../shim/shellQuote.ts";
import { runVariable } from "../table/ProcessScan.ts";
import type { User } from "../users/accounts/AccountSource.ts";
import type { Credentials } from "../users/credentials.ts";
import { userBy } from "../users/osUsers.ts";
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
  ...["SENTINEL_PATH", "SENTINEL_REPLICA", runVariable],
  // launchd tells a job what it is by the first two; the third is about the user of the daemon.
  ...["XPC_SERVICE_NAME", "XPC_FLAGS", "__CF_USER_TEXT_ENCODING"],
]);

/** Where programs are searched for if neither the daemon nor the child says so. */
const fallbackPath = bySystem({
  linux: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  darwin: "/opt/homebrew/bin:/opt/homebrew/sbin:/usr/local/bin:/usr/local/sbin:/usr/bin:/bin:/usr/sbin:/sbin",
});

/** What launchd gives a job whose property list sets no PATH: it is nobody's choice, and lacks what people install. */
const pathOfLaunchd = "/usr/bin:/bin:/usr/sbin:/sbin";

const isOfLaunchd = bySystem<(name: string, value: string) => boolean>({
  linux: () => false,
  darwin: (name, value) => name === "PATH" && value === pathOfLaunchd && "XPC_SERVICE_NAME" in process.env,
});

type Environment = Readonly<Record<string, string>>;

const inherited = ({ inheritEnv }: ProcessSpec): Environment => {
  const names =
    inheritEnv === "all"
      ? null
      : new Set(inheritEnv === "base" ? baseVariables : [...baseVariables, ...inheritEnv]);
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ||
      daemonVariables.has(name) ||
      isOfLaunchd(name, value) ||
      names?.has(name) === false
        ? []
        : [[name, value]],
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

/** Variables of the dynamic linker of macOS, which drops them at the start of each program of the system's own. */
const droppedByMacOs = /^DYLD_/;

const arrivesUnchanged = (name: string, { obeys }: Pick<Launcher, "obeys">): boolean =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) &&
  ![reservedByShells, droppedByMacOs, obeys].some((names) => names.test(name));

/**
 * The environment to start a shim with. Variables that a shell or a program before the command would drop, change or
 * obey are passed as words that the shim puts right before the run's command: `env` with the assignments. Arguments are
 * visible to every user, these only for a millisecond.
 */
export const throughShell = (
  environment: Environment,
  launcher: Pick<Launcher, "obeys" | "variables">,
): Environment => {
  const [late, early] = Arrays.partition(Object.entries(environment), ([name]) =>
    arrivesUnchanged(name, launcher),
  );
  const passed = { ...Object.fromEntries(early), ...launcher.variables };
  if (late.length === 0) return passed;
  const assignments = late.map(([name, value]) => shellQuote(`${name}=${value}`));
  return {
    ...passed,
    SENTINEL_SHIM_ENV: ["/usr/bin/env", "--", ...assignments].join(" "),
  };
};
