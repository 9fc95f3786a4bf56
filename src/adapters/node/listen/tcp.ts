import type { AddressInfo, Server } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { errorCode } from "../../../home/folders.ts";
import { closeServer, openConnections } from "./connections.ts";

/** A server that listens on a TCP port. */
interface TcpListening {
  readonly port: number;
  /** Accept no more connections, send the rest to the open ones, and close them. */
  readonly close: (tellRest?: () => Promise<void>) => Promise<void>;
}

/** Where to listen. */
interface Wanted {
  readonly host: string;
  /** The ports to try, in this order; 0: any free one. */
  readonly ports: ReadonlyArray<number>;
  /** How long the first port may take to become free, in ms: the daemon that uses it may be about to close it. */
  readonly patience: number;
  /** The maximum number of open connections; further ones are closed. */
  readonly most: number;
}

/** How often a port in use is retried, in ms. */
const retryInterval = 50;

/** The system's errors in plain words. */
const meanings: Readonly<Record<string, string>> = {
  EADDRINUSE: "another process listens there",
  EADDRNOTAVAIL: "this machine has no such address",
  EACCES: "that needs more rights (ports below 1024 do)",
  ENOTFOUND: "the name is not known",
  EAFNOSUPPORT: "this machine doesn't have this kind of address",
};

const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    // Each attempt leaves no listener behind: a port that is in use is tried many times.
    const onListening = (): void => {
      server.off("error", onError);
      resolve((server.address() as AddressInfo).port);
    };
    const onError = (error: Error): void => {
      server.off("listening", onListening);
      reject(error);
    };
    server.once("listening", onListening).once("error", onError).listen({ host, port });
  });

const listenOnFree = async (server: Server, { host, ports, patience }: Wanted): Promise<number> => {
  let refusal: unknown = null;
  for (const [index, port] of ports.entries()) {
    const limit = index === 0 ? patience : 0;
    for (let waited = 0; ; waited += retryInterval) {
      try {
        return await listen(server, host, port);
      } catch (error) {
        refusal = error;
        if (errorCode(error) !== "EADDRINUSE") throw error;
        if (waited >= limit) break;
        await sleep(retryInterval);
      }
    }
  }
  throw refusal;
};

/** Listen on the first free port; or return why none of them can be used. */
export const listenOnTcp = async (server: Server, wanted: Wanted): Promise<TcpListening | string> => {
  const connections = openConnections(server);
  server.maxConnections = wanted.most;
  try {
    const port = await listenOnFree(server, wanted);
    // A failure of the TCP server must not affect the children.
    server.on("error", () => undefined);
    return {
      port,
      close: (tellRest = () => Promise.resolve()) => closeServer(server, connections, tellRest),
    };
  } catch (error) {
    return meanings[errorCode(error)] ?? (error instanceof Error ? error.message : String(error));
  }
};
