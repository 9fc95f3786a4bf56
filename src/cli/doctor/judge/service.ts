import type { ServiceState } from "../../../../launchd/ServiceManager.ts";
import { type Finding, type Row, well } from "../Finding.ts";

/** The service of a home, and what could keep one. */
export interface ServiceFacts {
  /** Null: no service is installed for the home. */
  readonly service:
    | null
    | { readonly label: string; readonly state: ServiceState }
    /** Why its state is not known. */
    | { readonly label: string; readonly unanswered: string };
  /** The process that holds the home; null: none does. */
  readonly daemon: number | null;
  /** `systemd 252`; null: neither systemd nor launchd runs this machine. */
  readonly manager: string | null;
}

export const serviceRows = {
  service: {
    subject: "service",
    title: "service",
    worst: "problem",
    finds:
      "the service of the tree fails or is disabled, another daemon has its home, or its manager says that something is wrong with it",
    remedy: "See what it says: `sentinel service status`, `sentinel service logs`.",
    fix: { leaves: "you choose whether a service runs" },
  },
  "service-manager": {
    subject: "service",
    title: "service manager",
    worst: "ok",
    finds: "never: it shows which one this machine has",
    remedy: "`sentinel service install` uses it.",
    fix: { leaves: "there is nothing to repair" },
  },
} as const satisfies Record<string, Row>;

const judgeManager = (manager: ServiceFacts["manager"]): Finding =>
  well("service-manager", manager ?? "none that is known runs here");

const lastEndOf = ({ lastEnd }: ServiceState): string => {
  if (lastEnd === null) return "";
  const how =
    "code" in lastEnd
      ? `exit code ${lastEnd.code}`
      : "signal" in lastEnd
        ? `signal ${lastEnd.signal}`
        : lastEnd.reason;
  return `, last end: ${how}`;
};

const states: Readonly<Record<ServiceState["state"], Pick<Finding, "verdict" | "found" | "command">>> = {
  running: { verdict: "ok", found: "running" },
  starting: { verdict: "ok", found: "starting" },
  stopping: { verdict: "ok", found: "stopping" },
  stopped: { verdict: "ok", found: "stopped until the next login or boot" },
  failing: { verdict: "problem", found: "failing", command: "sentinel service logs" },
  disabled: { verdict: "warning", found: "disabled", command: "sentinel service status" },
  "not installed": {
    verdict: "warning",
    found: "not known to its manager",
    command: "sentinel service install",
  },
  unknown: { verdict: "warning", found: "in an unknown state", command: "sentinel service status" },
};

const judgeState = (label: string, state: ServiceState, daemon: number | null): Finding => {
  const { found, ...judged } = states[state.state];
  const [problem] = state.problems;
  const text = `${label} is ${found}${lastEndOf(state)}`;
  if (problem !== undefined)
    return {
      ...{ id: "service", found: `${text}: ${problem.what}`, remedy: `${problem.remedy}.` },
      verdict: judged.verdict === "problem" ? "problem" : "warning",
    };
  const isOther = state.state === "running" && daemon !== null && state.pid !== null && daemon !== state.pid;
  return isOther
    ? {
        id: "service",
        found: `${label} (pid ${state.pid}) waits for the home, which another daemon has (pid ${daemon})`,
        verdict: "warning",
        remedy: "Let the daemon of the service take over; no child is touched.",
        command: "sentinel service restart",
      }
    : { id: "service", found: text, ...judged };
};

const judgeOne = ({ service, daemon }: ServiceFacts): Finding => {
  if (service === null) return well("service", "none is installed for this home");
  return "state" in service
    ? judgeState(service.label, service.state, daemon)
    : { id: "service", found: `${service.label}: ${service.unanswered}`, verdict: "warning" };
};

/** Judge the service of a home. */
export const judgeService = (facts: ServiceFacts): ReadonlyArray<Finding> => [
  judgeOne(facts),
  judgeManager(facts.manager),
];
