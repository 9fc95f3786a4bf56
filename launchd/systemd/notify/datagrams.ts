import { endianness } from "node:os";
import type { Send } from "./Send.ts";

// socket(7) and unix(7), on every platform that Node has on Linux.
const AF_UNIX = 1;
const SOCK_DGRAM = 2;
const SOCK_NONBLOCK = 0o4000;
const SOCK_CLOEXEC = 0o2000000;
const MSG_NOSIGNAL = 0x4000;

/** A `struct sockaddr_un`. An `@` at the beginning stands for NUL: the name is not in the file system. */
const socketAddress = (address: string): Buffer => {
  const family = Buffer.alloc(2);
  if (endianness() === "LE") family.writeUInt16LE(AF_UNIX);
  else family.writeUInt16BE(AF_UNIX);
  return Buffer.concat([
    family,
    address.startsWith("@") ? Buffer.from(`\0${address.slice(1)}`) : Buffer.from(`${address}\0`),
  ]);
};

/**
 * Sends datagrams to a unix socket from this process, whose pid systemd sees then. Node has no such sockets. Rejects
 * where koffi, which calls the C library, is not installed or can't be loaded.
 */
export const openDatagrams = async (address: string): Promise<Send> => {
  const { default: koffi } = await import("koffi");
  const library = koffi.load(null);
  const socket = library.func("int socket(int, int, int)");
  const sendto = library.func("intptr_t sendto(int, void *, size_t, int, void *, unsigned int)");
  // A full queue must not block the event loop.
  const descriptor: number = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (descriptor < 0) throw new Error("no socket can be opened");
  const to = socketAddress(address);
  return (message) => {
    const bytes = Buffer.from(message);
    sendto(descriptor, bytes, bytes.length, MSG_NOSIGNAL, to, to.length);
  };
};
