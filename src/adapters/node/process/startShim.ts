import { spawn } from "node:child_process";
import type { ShimOrder } from "./forkServer.ts";
import type { Ground } from "./ground.ts";
import { shimScript } from "./shim.ts";

/** More than this many bytes of command and environment may be too long for the system, which then says so to Node. */
const surelyShort = 64 * 1024;

const sizeOf = (texts: ReadonlyArray<string>): number =>
  texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);

/** Whether the fork server can do it as well as Node, which is slow. */
const isOrdinary = ({ uid, gid, environment, arguments: args }: ShimOrder): boolean => {
  const texts = [...args, ...Object.values(environment)];
  return (
    uid === null && gid === null && sizeOf(texts) < surelyShort && !texts.some((text) => text.includes("\0"))
  );
};

/**
 * Have a shim started; `lost` is called when it won't be heard of. Throws the system's error. The fork server
 * does it, save for another user's shims, what the system may refuse, and where a shell's background would
 * leave signals ignored.
 */
export const startShim = (
  order: ShimOrder,
  { launcher, forkServer }: Ground,
  lost: () => void,
): { readonly heard: () => void } => {
  if (launcher.place === "background" && isOrdinary(order)) return forkServer.start(order, lost);
  const { directory, environment, uid, gid } = order;
  const shim = spawn(launcher.shell, ["-c", shimScript, "sentinel-shim", ...order.arguments], {
    cwd: directory,
    env: environment,
    detached: true,
    stdio: "ignore",
    ...(uid === null ? {} : { uid }),
    ...(gid === null ? {} : { gid }),
  });
  shim.unref();
  shim.on("error", lost);
  shim.on("exit", lost);
  return { heard: () => undefined };
};
