import { readFileSync } from "node:fs";
import { userInfo } from "node:os";
import type { ServiceSpec } from "../../../domain/ChildSpec.ts";
import type { SpawnRequest } from "../../../ports/ProcessSpawner.ts";
import { runVariable } from "./survey.ts";

/** What a child inherits unless it is told otherwise. */
const base = ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR"];

const fallbackPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

const inherited = ({ inheritEnv }: ServiceSpec): NodeJS.ProcessEnv => {
  if (inheritEnv === "all") return process.env;
  const names = inheritEnv === "base" ? base : [...base, ...inheritEnv];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
};

/** HOME, USER and LOGNAME of another user than ours, as the password file has them. */
const identityOf = (uid: number): Readonly<Record<string, string>> => {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((entry) => entry.split(":"))
    .find((fields) => fields[2] === String(uid));
  const [user, , , , , home] = line ?? [];
  return user && home ? { USER: user, LOGNAME: user, HOME: home } : {};
};

/** The whole environment of a run: what it inherits, what is declared, and what tells it who it is. */
export const environmentOf = ({ path, spec }: SpawnRequest, mark: string): NodeJS.ProcessEnv => {
  const replica = /#(\d+)$/.exec(path)?.[1];
  return {
    PATH: fallbackPath,
    ...inherited(spec),
    ...(spec.uid !== null && spec.uid !== userInfo().uid ? identityOf(spec.uid) : {}),
    ...spec.env,
    SENTINEL_PATH: path,
    [runVariable]: mark,
    ...(replica === undefined ? {} : { SENTINEL_REPLICA: replica }),
  };
};
