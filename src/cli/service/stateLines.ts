import type { ServiceEnd, ServiceName, ServiceState } from "../../../launchd/ServiceManager.ts";

const endInWords = (end: ServiceEnd): string =>
  "code" in end ? `exit code ${end.code}` : "signal" in end ? `signal ${end.signal}` : end.reason;

const meanings: Readonly<Record<ServiceState["state"], string>> = {
  "not installed": "not installed; `sentinel service install` installs it",
  disabled: "disabled, and not started before it is enabled",
  stopped: "stopped until the next login or boot; `sentinel service start` starts it now",
  starting: "starting",
  running: "running",
  stopping: "stopping",
  failing: "failing: its daemon ends with an error and is started again",
  unknown: "in a state that Sentinel doesn't know",
};

/** The state of a service for people. */
export const stateLines = (
  { label, scope }: ServiceName,
  { state, pid, starts, lastEnd, definition, problems }: ServiceState,
): ReadonlyArray<string> => [
  `${label} (${scope}) is ${meanings[state]}${pid === null ? "" : `, pid ${pid}`}`,
  `definition: ${definition}`,
  ...(starts === null ? [] : [`starts: ${starts}`]),
  ...(lastEnd === null ? [] : [`last end: ${endInWords(lastEnd)}`]),
  ...problems.map(({ what, remedy }) => `${what}; ${remedy}`),
];
