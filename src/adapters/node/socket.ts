import { chmodSync } from "node:fs";
import type { Server } from "node:net";

/** How long followers may take to read what was said last, in ms. */
const partingTime = 300;

/** A server that listens. */
interface Listening {
  /**
   * Let nobody in any more, have those who are there told the rest, and end their connections: who is cut off and
   * comes again must not be heard by a daemon that is about to end.
   */
  readonly close: (tellRest?: () => Promise<void>) => Promise<void>;
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
      resolve({
        close: async (tellRest = () => Promise.resolve()) => {
          const closed = new Promise<void>((done) => server.close(() => done()));
          await tellRest();
          setTimeout(() => server.closeAllConnections?.(), partingTime).unref();
          await closed;
        },
      });
    });
  });
