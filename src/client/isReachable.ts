import { CliError, ping } from "./client.ts";
import type { DaemonRef } from "./daemonRef.ts";

/** Whether a daemon answers; any answer will do, 404 included. */
export const isReachable = (daemon: DaemonRef, livenessTimeout?: number): Promise<boolean> =>
  ping(daemon, livenessTimeout === undefined ? {} : { livenessTimeout }).then(
    () => true,
    (error: unknown) => !(error instanceof CliError),
  );
