import { randomBytes } from "node:crypto";
import { chmodSync, lstatSync, renameSync } from "node:fs";
import type { Server } from "node:net";
import { dirname, join } from "node:path";
import { closeServer, openConnections } from "../listen/connections.ts";
import { removeIfPossible } from "./removeIfPossible.ts";

/** A listening server. */
export interface Listening {
  /** Whether the socket's path still leads to this server. */
  readonly isReachable: () => boolean;
  /** Listen again after the socket was removed; connections stay open. Rejects with the system's error. */
  readonly relisten: () => Promise<void>;
  /**
   * Accept no more connections, send the rest to the open ones, and close them. A client that reconnects must not
   * reach a daemon that is about to end.
   */
  readonly close: (tellRest?: () => Promise<void>) => Promise<void>;
}

/** Device and inode at a path, which are unique while in use. */
const identityOf = (path: string): string | null => {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found ? `${found.dev}:${found.ino}` : null;
};

/**
 * Listen under a temporary name first, then rename, for two reasons: no client can connect before the permissions are
 * set; and Node, which removes the name it was given when the server closes, does not remove a later daemon's socket.
 */
const listen = (path: string, server: Server): Promise<string | null> =>
  new Promise((resolve, reject) => {
    // No longer than the socket's name: both are subject to the same limit.
    const own = join(dirname(path), `s-${randomBytes(4).toString("hex")}`);
    server.once("error", reject);
    server.listen(own, () => {
      server.off("error", reject);
      try {
        chmodSync(own, 0o600);
        renameSync(own, path);
        resolve(identityOf(path));
      } catch (error) {
        reject(error);
      }
    });
  });

/** Listen on a unix socket that only its owner may use. Rejects with the system's error. */
export const listenOn = async (path: string, server: Server): Promise<Listening> => {
  const connections = openConnections(server);
  let own = await listen(path, server);
  const isReachable = (): boolean => own !== null && identityOf(path) === own;
  return {
    isReachable,
    relisten: async () => {
      server.close();
      own = await listen(path, server);
    },
    close: (tellRest) =>
      closeServer(server, connections, () => {
        if (isReachable()) removeIfPossible(path);
        return tellRest?.() ?? Promise.resolve();
      }),
  };
};
