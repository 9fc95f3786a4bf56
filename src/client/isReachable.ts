import { CliError, ping } from "./client.ts";

/** Whether a daemon answers in a home; any answer will do, 404 included. */
export const isReachable = (home: string, livenessTimeout?: number): Promise<boolean> =>
  ping(home, livenessTimeout === undefined ? {} : { livenessTimeout }).then(
    () => true,
    (error: unknown) => !(error instanceof CliError),
  );
