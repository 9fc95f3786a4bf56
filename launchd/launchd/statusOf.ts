import { existsSync } from "node:fs";
import { ServiceError, type ServiceName, type ServiceProblem, type ServiceState } from "../ServiceManager.ts";
import { jobState } from "./jobState.ts";
import type { Launchctl } from "./Launchctl.ts";
import { lastLineOf } from "./logFile.ts";

/** The files of a service. */
interface ServiceFiles {
  readonly definition: string;
  readonly log: string;
}

const switchedOff: ServiceProblem = {
  what: "somebody has switched it off",
  remedy:
    "switch it on in System Settings, General, Login Items & Extensions; `sentinel service start` enables it, too",
};

const withLastWords = (state: ServiceState, log: string): ServiceState => {
  const line = state.state === "failing" ? lastLineOf(log) : null;
  if (line === null) return state;
  const said = { what: `its daemon has printed last: ${line}`, remedy: "`sentinel service logs` shows more" };
  return { ...state, problems: [...state.problems, said] };
};

/** The state of a service: whether its plist is there, whether launchd has loaded it, and what launchd says of it then. */
export const statusOf = async (
  service: ServiceName,
  launchctl: Launchctl,
  { definition, log }: ServiceFiles,
): Promise<ServiceState> => {
  const idle = (state: ServiceState["state"], ...problems: ReadonlyArray<ServiceProblem>): ServiceState => ({
    ...{ state, definition, problems },
    ...{ pid: null, starts: null, lastEnd: null },
  });
  const isInstalled = existsSync(definition);
  const place = await launchctl.placeOf(service).catch((error: unknown) => {
    if (error instanceof ServiceError) return error;
    throw error;
  });
  if (place instanceof ServiceError)
    return isInstalled
      ? idle("stopped", { what: "it is not loaded", remedy: place.message })
      : idle("not installed");
  const job = await launchctl.job(place.target);
  if (job !== null && isInstalled) return withLastWords(jobState(job, definition, existsSync), log);
  if (job !== null) {
    const what = `launchd still has it, without ${definition}`;
    const remedy = "`sentinel service install` installs it again";
    return { ...jobState(job, definition, existsSync), problems: [{ what, remedy }] };
  }
  if (!isInstalled) return idle("not installed");
  return (await launchctl.isDisabled(place.domain, service.label))
    ? idle("disabled", switchedOff)
    : idle("stopped");
};
