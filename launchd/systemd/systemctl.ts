import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { ServiceError, type ServiceScope } from "../ServiceManager.ts";
import { type Ran, run } from "./run.ts";
import { whyUnreachable } from "./unreachable.ts";

const uid = (): number => process.getuid?.() ?? 0;

/** The name of this user; the number, if it has none. */
export const ownName = (): string => {
  try {
    return userInfo().username;
  } catch {
    return String(uid());
  }
};

/** The environment in which the user's manager is found: su, sudo and cron don't set XDG_RUNTIME_DIR. */
const withRuntimeFolder = (): NodeJS.ProcessEnv => {
  const usual = `/run/user/${uid()}`;
  return process.env.XDG_RUNTIME_DIR === undefined && existsSync(usual)
    ? { ...process.env, XDG_RUNTIME_DIR: usual }
    : process.env;
};

export const flagsFor = (scope: ServiceScope): ReadonlyArray<string> => (scope === "user" ? ["--user"] : []);

/** Run systemctl; throws a ServiceError if it finds no manager to ask. */
export const askSystemctl = async (scope: ServiceScope, args: ReadonlyArray<string>): Promise<Ran> => {
  const ran = await run("systemctl", [...flagsFor(scope), "--no-pager", ...args], withRuntimeFolder());
  const unreachable = whyUnreachable(ran.code, ran.err, {
    ...{ scope, user: ownName(), isRoot: uid() === 0 },
  });
  if (unreachable !== null) throw new ServiceError(unreachable);
  return ran;
};

/** Run systemctl; throws what it said if it fails. */
export const systemctl = async (scope: ServiceScope, ...args: ReadonlyArray<string>): Promise<string> => {
  const { code, out, err } = await askSystemctl(scope, args);
  if (code === 0) return out;
  const said = err.trim() || `exit code ${code}`;
  throw new ServiceError(`\`systemctl ${[...flagsFor(scope), ...args].join(" ")}\` failed: ${said}`);
};
