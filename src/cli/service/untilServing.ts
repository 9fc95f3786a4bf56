import { setTimeout as sleep } from "node:timers/promises";
import type { ServiceManager, ServiceName, ServiceState } from "../../../launchd/ServiceManager.ts";
import { ask, CliError, exitCode, request } from "../../client/client.ts";
import type { TreeStatus } from "../../domain/view/Status.ts";

/** How often the manager and the home are looked at, in ms. */
const pollInterval = 200;

/** How long the service's daemon may take until it answers, in ms. */
const serveTimeout = 120_000;

/** How long a daemon may take to make room before it is asked again, in ms: without a successor it comes back after 5 s. */
const handOverTimeout = 10_000;

/** How long a service may have no process before that is its end, in ms. */
const restartTimeout = 5_000;

const statusIn = (home: string): Promise<TreeStatus | null> =>
  ask(home, "GET /status", { livenessTimeout: pollInterval * 10 }).catch(() => null);

const reasons = ({ problems }: ServiceState): string =>
  problems.map(({ what, remedy }) => `${what}; ${remedy}`).join(". ");

const notServing = ({ label }: ServiceName, state: ServiceState): CliError =>
  new CliError(
    exitCode.failed,
    `the daemon of the service ${label} does not supervise the tree (it is ${state.state}): ${reasons(state) || "`sentinel service logs` shows why"}`,
  );

/**
 * Wait until a service's daemon supervises the tree of a home: one other than `previous`, if that is given. Another
 * daemon that does is asked to hand over, and a service that its manager would start later is started now.
 */
export const untilServing = async (
  manager: ServiceManager,
  service: ServiceName,
  home: string,
  previous: number | null,
): Promise<TreeStatus> => {
  let askedAt = Number.NEGATIVE_INFINITY;
  let idleSince: number | null = null;
  let isStarted = false;
  for (const end = performance.now() + serveTimeout; ; await sleep(pollInterval)) {
    const [state, status] = [await manager.status(service), await statusIn(home)];
    const holder = status?.daemon.pid ?? null;
    if (status !== null && holder !== previous && holder === state.pid) return status;
    const now = performance.now();
    if (now > end) throw notServing(service, state);
    if (state.pid === null) {
      idleSince ??= now;
      if (!isStarted) {
        isStarted = true;
        await manager.start(service);
      } else if (now - idleSince > restartTimeout && state.state !== "starting")
        throw notServing(service, state);
      continue;
    }
    idleSince = null;
    if (holder === null || now - askedAt < handOverTimeout) continue;
    askedAt = now;
    // It may have ended meanwhile.
    await request(home, "POST /handover", {}).catch(() => undefined);
  }
};
