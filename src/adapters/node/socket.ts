import { chmodSync } from "node:fs";
import type { Server } from "node:net";

/** How long followers may take to read what was said last, in ms. */
const partingTime = 300;

/** A server that listens; `close` also ends the connections that are open. */
interface Listening {
  readonly close: () => Promise<void>;
}

/** Listen on a unix socket that only its owner may use. */
export const listenOn = (
  path: string,
  server: Server & { closeAllConnections?: () => void },
): Promise<Listening> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      chmodSync(path, 0o600);
      const close = (): Promise<void> =>
        new Promise((closed) => {
          server.close(() => closed());
          setTimeout(() => server.closeAllConnections?.(), partingTime).unref();
        });
      resolve({ close });
    });
  });
