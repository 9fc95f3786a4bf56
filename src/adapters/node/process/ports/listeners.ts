import { readFile } from "node:fs/promises";
import { createServer } from "node:net";

/** A listening socket that would conflict with a child's: on all addresses, or on loopback. */
export interface Listener {
  readonly port: number;
  /** The socket's inode; null if the system does not report it. */
  readonly inode: string | null;
  /** The user that owns it. */
  readonly uid: number | null;
}

/**
 * 0.0.0.0, 127.0.0.1, ::, ::1, and the first two as IPv4-mapped IPv6 addresses: 32-bit words in this machine's byte
 * order.
 */
const addresses = new Set([
  "00000000",
  "0100007F",
  "00000000000000000000000000000000",
  "00000000000000000000000001000000",
  "0000000000000000FFFF000000000000",
  "0000000000000000FFFF00000100007F",
]);

const listening = "0A";

/** The listeners in the text of /proc/net/tcp or /proc/net/tcp6 (proc(5)). */
export const listenersIn = (text: string): ReadonlyArray<Listener> =>
  text.split("\n").flatMap((line) => {
    const [, local = "", , state, , , , uid, , inode = ""] = line.trim().split(/\s+/);
    const [address = "", port = ""] = local.split(":");
    if (state !== listening || !addresses.has(address)) return [];
    return [{ port: Number.parseInt(port, 16), inode, uid: Number(uid) }];
  });

const textOf = (file: string): Promise<string | null> => readFile(file, "latin1").catch(() => null);

/** Whether the system refuses to let this process listen on the port. */
const isRefused = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve("code" in error && error.code === "EADDRINUSE"));
    server.listen({ port, exclusive: true }, () => server.close(() => resolve(false)));
  });

/**
 * The listeners on some ports. Without /proc (macOS) each port is tried, which takes a descriptor, and its owner is unknown.
 */
export const listenersOn = async (ports: ReadonlyArray<number>): Promise<ReadonlyArray<Listener>> => {
  const texts = await Promise.all([textOf("/proc/net/tcp"), textOf("/proc/net/tcp6")]);
  if (texts[0] !== null)
    return texts.flatMap((text) => listenersIn(text ?? "")).filter(({ port }) => ports.includes(port));
  const busy = await Promise.all(ports.map(isRefused));
  return ports.flatMap((port, index) => (busy[index] ? [{ port, inode: null, uid: null }] : []));
};
