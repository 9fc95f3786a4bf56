import { hasProcess, isGroup, isScheduled, takesReports } from "../../src/domain/view/childTraits.ts";
import type { DaemonHealth } from "../../src/domain/view/DaemonStats.ts";
import type { StatusPart, WholeStatusParts } from "../../src/domain/view/Status.ts";
import { type AccessScope, isInScope } from "../../src/policy/access.ts";
import { addChecks } from "./checkFamilies.ts";
import { addDaemon, addHttpRequests } from "./daemonFamilies.ts";
import { Exposition } from "./Exposition.ts";
import type { Format } from "./format.ts";
import type { HttpRequests } from "./HttpRequests.ts";
import { addJobs } from "./jobFamilies.ts";
import { addProcesses } from "./processFamilies.ts";
import type { StartTimes } from "./StartTimes.ts";
import { addSupervisors } from "./supervisorFamilies.ts";

/** What is exposed. */
interface Exposed {
  readonly status: WholeStatusParts;
  readonly health: DaemonHealth;
  readonly requests: HttpRequests;
  /** Kept from one time to the next. */
  readonly starts: StartTimes;
  /** Ms since the epoch. */
  readonly now: number;
}

type PartWith<View> = Extract<StatusPart, { readonly view: View }>;

const hasProcessPart = (part: StatusPart): part is PartWith<{ readonly pid: unknown }> =>
  hasProcess(part.view);

const isJobPart = (part: StatusPart): part is PartWith<{ readonly condition: unknown }> =>
  isScheduled(part.view);

const isCheckPart = (part: StatusPart): part is PartWith<{ readonly check: unknown }> =>
  takesReports(part.view);

const isGroupPart = (part: StatusPart): part is PartWith<{ readonly intensity: unknown }> =>
  isGroup(part.view);

/** What there is to measure, as text. For a part of the tree, only that part: nothing of the daemon, which serves all of it. */
export const expose = (
  { status, health, requests, starts, now }: Exposed,
  scope: AccessScope,
  format: Format,
): string => {
  starts.keep(status.children);
  const out = new Exposition();
  const children = status.children.filter(({ view }) => isInScope(scope, view.path));
  const supervisors = children.filter(isGroupPart);
  addJobs(out, children.filter(isJobPart));
  addChecks(out, children.filter(isCheckPart));
  addProcesses(out, children.filter(hasProcessPart), starts, now);
  addSupervisors(out, scope === null ? [status.root, ...supervisors] : supervisors, children);
  if (scope === null) {
    addDaemon(out, status.tree, health);
    addHttpRequests(out, requests);
  }
  return out.written(format);
};
