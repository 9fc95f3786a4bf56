import { constants } from "node:os";
import type { ServiceEnd, ServiceState } from "../../ServiceManager.ts";
import type { Properties } from "./properties.ts";

type State = ServiceState["state"];

/** What the manager says of a unit that it has loaded, by ActiveState. */
const byActiveState: Readonly<Record<string, State>> = {
  active: "running",
  reloading: "running",
  deactivating: "stopping",
  // It is not started again: it ended with a code that no start cures, or systemd was told not to.
  failed: "stopped",
  inactive: "stopped",
};

const isOff = ({ UnitFileState = "" }: Properties): boolean =>
  ["disabled", "masked", "masked-runtime"].includes(UnitFileState);

/** Between two starts the unit is `activating`, with the result of the last one. */
const whileActivating = ({ SubState, Result }: Properties): State =>
  SubState === "auto-restart" && Result !== "success" ? "failing" : "starting";

const stateOf = (properties: Properties): State => {
  const { LoadState, ActiveState = "" } = properties;
  if (LoadState === "not-found") return "not installed";
  if (ActiveState === "activating") return whileActivating(properties);
  const state = byActiveState[ActiveState] ?? "unknown";
  return state === "stopped" && isOff(properties) ? "disabled" : state;
};

const number = (text: string | undefined): number | null =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : null;

/** The `si_code` of waitid(2), as systemd prints it. */
const endedBy = { exit: "1", signal: "2", dump: "3" };

const nameOfSignal = (signal: number): string =>
  Object.entries(constants.signals).find(([, value]) => value === signal)?.[0] ?? String(signal);

/** Results that say more than how the process ended (systemd.exec(5), `$SERVICE_RESULT`). */
const reasons: Readonly<Record<string, string>> = {
  timeout: "it took too long, and systemd killed it",
  watchdog: "it no longer reported to systemd, which killed it",
  "oom-kill": "the machine was short of memory, and the kernel killed it",
  resources: "systemd could not start it",
};

/** Codes that systemd itself ends a process with that it could not start (systemd.exec(5)). */
const startFailures: Readonly<Record<number, string>> = {
  200: "its folder can't be entered",
  203: "its program can't be executed",
  217: "its user does not exist",
};

const lastEnd = ({ Result = "", ExecMainCode, ExecMainStatus }: Properties): ServiceEnd | null => {
  const status = number(ExecMainStatus);
  const reason = reasons[Result];
  if (reason !== undefined) return { reason };
  if (status === null) return null;
  if (ExecMainCode === endedBy.exit) {
    const failure = startFailures[status];
    return failure === undefined
      ? { code: status }
      : { reason: `${failure} (exit code ${status} of systemd)` };
  }
  return ExecMainCode === endedBy.signal || ExecMainCode === endedBy.dump
    ? { signal: nameOfSignal(status) }
    : null;
};

const startsOf = ({ NRestarts, ExecMainStartTimestampMonotonic }: Properties): number | null => {
  const restarts = number(NRestarts);
  if (restarts === null) return null;
  return restarts + (number(ExecMainStartTimestampMonotonic) === 0 ? 0 : 1);
};

/** A service's state, without its problems, from the properties of its unit. */
export const readState = (properties: Properties, definition: string): Omit<ServiceState, "problems"> => ({
  state: stateOf(properties),
  pid: number(properties.MainPID) || null,
  starts: startsOf(properties),
  lastEnd: lastEnd(properties),
  definition,
});
