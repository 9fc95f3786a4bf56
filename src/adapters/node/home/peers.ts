import type { Server, Socket } from "node:net";
import { Effect } from "effect";
import { userBy } from "../process/users/osUsers.ts";
import { loadPeerUid, type PeerUid } from "./peerUid.ts";

/** Node keeps the descriptor to itself; it is gone once the connection is closed. */
const descriptorOf = (socket: Socket & { readonly _handle?: { readonly fd?: number } | null }): number =>
  socket._handle?.fd ?? -1;

/**
 * The names of the users at the other end of the connections of a server on a unix socket. `owner`: the user that this
 * process runs as, whose name also stands for whoever the kernel or this machine can't tell. What asks the kernel is loaded
 * with the first connection.
 */
export const peersOf = (
  server: Server,
  owner: string,
  load: () => Promise<PeerUid> = loadPeerUid,
): ((connection: object | null | undefined) => Effect.Effect<string>) => {
  let loading: Promise<PeerUid> | null = null;
  const names = new Map<number, string>();
  const peers = new WeakMap<object, Effect.Effect<string>>();

  const nameOf = (uid: number): string => {
    const name = names.get(uid) ?? userBy(uid)?.name ?? String(uid);
    names.set(uid, name);
    return name;
  };
  const identify = async (socket: Socket): Promise<string> => {
    loading ??= load().catch(() => () => null);
    const uidOf = await loading;
    const fd = descriptorOf(socket);
    const uid = fd < 0 ? null : uidOf(fd);
    return uid === null || uid === process.geteuid?.() ? owner : nameOf(uid);
  };

  server.on("connection", (socket: Socket) => {
    const known = identify(socket).then((name) => {
      peers.set(socket, Effect.succeed(name));
      return name;
    });
    peers.set(
      socket,
      Effect.promise(() => known),
    );
  });
  return (connection) => (connection ? peers.get(connection) : undefined) ?? Effect.succeed(owner);
};
