import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { ShimCommand } from "../shim/ForkServer.ts";
import { joiningDescriptor, shimScript } from "../shim/shim.ts";
import type { SpawnerContext } from "../spawnerContext.ts";
import { groupsPrefix, hasGroups } from "../users/becomeUser.ts";
import type { Credentials } from "../users/credentials.ts";

/** More bytes of command and environment may exceed the system's limit, which it reports to Node only. */
const maxForkServerBytes = 64 * 1024;

const sizeOf = (texts: ReadonlyArray<string>): number =>
  texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);

/** Whether the fork server can start it as well as Node, which is slow. */
const canBeForked = ({ credentials, environment, arguments: args }: ShimCommand): boolean => {
  const { uid, gid, groups } = credentials;
  const texts = [...args, ...Object.values(environment)];
  return (
    uid === null &&
    gid === null &&
    groups === null &&
    sizeOf(texts) < maxForkServerBytes &&
    !texts.some((text) => text.includes("\0"))
  );
};

/** Node takes the numbers of users as signed: nobody of macOS, 4294967294, is -2. */
const signed = (number: number): number => number | 0;

/**
 * Options for Node's spawn: with a user or group it drops all supplementary groups, which is also how to have none.
 */
export const spawnIdentity = (credentials: Credentials): { readonly uid?: number; readonly gid?: number } => {
  const { uid, gid, groups } = credentials;
  if (hasGroups(credentials)) return {};
  const own = groups === null ? {} : { uid: process.getuid?.() ?? 0 };
  return {
    ...own,
    ...(uid === null ? {} : { uid: signed(uid) }),
    ...(gid === null ? {} : { gid: signed(gid) }),
  };
};

/**
 * Start a shim; `lost` is called if it will never be seen. Throws the system's error. The fork server starts it,
 * except for other users, for what the system may refuse, and where a shell's background would leave signals ignored.
 */
export const startShim = (
  command: ShimCommand,
  { launcher, forkServer }: SpawnerContext,
  lost: () => void,
): { readonly acknowledge: () => void } => {
  if (launcher.place === "background" && canBeForked(command)) return forkServer.start(command, lost);
  const { directory, environment, credentials, joining } = command;
  const words = [launcher.shell, "-c", shimScript, "sentinel-shim", ...command.arguments];
  const [program, ...args] = [...groupsPrefix(credentials), ...words];
  const shim = withJoining(joining, (stdio) =>
    spawn(program ?? launcher.shell, args, {
      cwd: directory,
      env: environment,
      detached: true,
      stdio,
      ...spawnIdentity(credentials),
    }),
  );
  shim.unref();
  shim.on("error", lost);
  shim.on("exit", lost);
  return { acknowledge: () => undefined };
};

/**
 * Start a shim with what its command joins its control group by. It is opened here, since the kernel asks for the rights
 * of whoever has opened it, and the run's user has none. Throws the system's error.
 */
const withJoining = (joining: string | null, start: (stdio: StdioOptions) => ChildProcess): ChildProcess => {
  if (joining === null) return start("ignore");
  const descriptor = openSync(joining, "w");
  try {
    return start([...Array.from({ length: joiningDescriptor }, () => "ignore" as const), descriptor]);
  } finally {
    closeSync(descriptor);
  }
};
