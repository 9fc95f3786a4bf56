import { kernel } from "../../../system.ts";

/** The uid of the process at the other end of a unix socket, by its file descriptor; null where the kernel does not tell. */
export type PeerUid = (fd: number) => number | null;

// socket(7), for every platform of Node on Linux but ppc64, where the length of what is answered is another one.
const SOL_SOCKET = 1;
const SO_PEERCRED = 17;
/** `struct ucred` is three numbers: pid, uid and gid. */
const credentialsLength = 12;

/**
 * Asks the kernel, by getsockopt(2) on Linux and getpeereid(3) elsewhere: Node itself can't. Rejects where koffi, which calls
 * them, is not installed or can't be loaded.
 */
export const loadPeerUid = async (): Promise<PeerUid> => {
  const { default: koffi } = await import("koffi");
  const library = koffi.load(null);
  if (kernel === "linux") {
    const getsockopt = library.func("int getsockopt(int, int, int, void *, void *)");
    return (fd) => {
      const credentials = new Uint32Array(3);
      const length = new Uint32Array([credentialsLength]);
      const failed = getsockopt(fd, SOL_SOCKET, SO_PEERCRED, credentials, length) !== 0;
      return failed || length[0] !== credentialsLength ? null : (credentials[1] ?? null);
    };
  }
  const getpeereid = library.func("int getpeereid(int, void *, void *)");
  return (fd) => {
    const [uid, gid] = [new Uint32Array(1), new Uint32Array(1)];
    return getpeereid(fd, uid, gid) === 0 ? (uid[0] ?? null) : null;
  };
};
