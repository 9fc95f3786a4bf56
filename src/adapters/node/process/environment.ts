import { readFileSync } from "node:fs";
import type { ServiceSpec } from "../../../domain/ChildSpec.ts";
import type { SpawnRequest } from "../../../ports/ProcessSpawner.ts";
import { declaredEnvironment } from "./secrets.ts";
import { shellQuote } from "./shellQuote.ts";
import { runVariable } from "./survey.ts";

/** What a child inherits unless it is told otherwise. */
const base = ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR"];

/** What speaks of the daemon itself and would be a lie about a child, whatever it inherits. */
const ownOnly = new Set([
  ...["PWD", "OLDPWD", "SHLVL", "_"],
  ...["NODE_CHANNEL_FD", "NODE_CHANNEL_SERIALIZATION_MODE", "NODE_UNIQUE_ID"],
  ...["SENTINEL_PATH", "SENTINEL_REPLICA", runVariable],
]);

const fallbackPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

type Environment = Readonly<Record<string, string>>;

const inherited = ({ inheritEnv }: ServiceSpec): Environment => {
  const names =
    inheritEnv === "all" ? null : new Set(inheritEnv === "base" ? base : [...base, ...inheritEnv]);
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || ownOnly.has(name) || names?.has(name) === false ? [] : [[name, value]],
    ),
  );
};

/** A user as the password file has it. */
interface User {
  readonly name: string;
  readonly gid: number;
  readonly home: string;
}

const userOf = (uid: number): User | null => {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((entry) => entry.split(":"))
    .find((fields) => fields[2] === String(uid));
  const [name, , , gid, , home] = line ?? [];
  return name && home ? { name, gid: Number(gid), home } : null;
};

const isAnother = (uid: number | null): uid is number => uid !== null && uid !== process.getuid?.();

/** The group that a run is started with: its own, else that of the user it runs as, who must not keep ours. */
export const groupOf = ({ uid, gid }: ServiceSpec): number | null =>
  gid ?? (isAnother(uid) ? (userOf(uid)?.gid ?? uid) : null);

/** HOME and names must be those of the user that the run is for; of an unknown user there are none. */
const withUser = ({ uid }: ServiceSpec, environment: Environment): Environment => {
  if (!isAnother(uid)) return environment;
  const { HOME, USER, LOGNAME, ...rest } = environment;
  const user = userOf(uid);
  return user ? { ...rest, HOME: user.home, USER: user.name, LOGNAME: user.name } : rest;
};

/**
 * The whole environment of a run: what it inherits, what is declared, and what tells it who it is. Throws
 * CannotRun where a secret can't be had.
 */
export const environmentOf = ({ path, spec }: SpawnRequest, mark: string): Environment => {
  const replica = /#(\d+)$/.exec(path)?.[1];
  return {
    PATH: fallbackPath,
    ...withUser(spec, inherited(spec)),
    ...declaredEnvironment(spec),
    SENTINEL_PATH: path,
    [runVariable]: mark,
    ...(replica === undefined ? {} : { SENTINEL_REPLICA: replica }),
  };
};

/** Names that shells keep for themselves, or don't hand on unchanged. */
const shellsOwn =
  /^(IFS|OPT(IND|ARG|ERR)|PPID|PS[1-4]|(OLD)?PWD|SHLVL|_|LINENO|RANDOM|SECONDS|EPOCH.*|HIST.*|E?UID|GROUPS|DIRSTACK|FUNCN.*|BASH.*|SHELLOPTS|POSIXLY_CORRECT|SENTINEL_SHIM_ENV|sentinel_.*)$/;

const survivesShell = (name: string): boolean =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !shellsOwn.test(name);

/**
 * The environment to start a shim with. What a shell would lose or change goes through it as a command that
 * the shim puts before the run's: `env` with the assignments. Arguments are visible to everybody, and these
 * are for a millisecond only.
 */
export const throughShell = (environment: Environment): Environment => {
  const fragile = Object.entries(environment).filter(([name]) => !survivesShell(name));
  if (fragile.length === 0) return environment;
  const sturdy = Object.entries(environment).filter(([name]) => survivesShell(name));
  const assignments = fragile.map(([name, value]) => shellQuote(`${name}=${value}`));
  return {
    ...Object.fromEntries(sturdy),
    SENTINEL_SHIM_ENV: ["/usr/bin/env", "--", ...assignments].join(" "),
  };
};
