import { existsSync } from "node:fs";
import type { ServiceName, ServiceProblem, ServiceState } from "../../ServiceManager.ts";
import { lingerAdvice, lingers } from "../linger.ts";
import { waitingBegins } from "../notify/Reports.ts";
import { programsIn } from "../unit/readUnit.ts";
import type { Properties } from "./properties.ts";

type State = Omit<ServiceState, "problems">;

const missingPrograms = ({ definition }: State): ReadonlyArray<ServiceProblem> =>
  programsIn(definition)
    .filter((program) => !existsSync(program))
    .map((program) => ({
      what: `it runs ${program}, which no longer exists`,
      remedy: "`sentinel service install` writes the current paths",
    }));

const ended = ({ state }: State, { ActiveState }: Properties): ReadonlyArray<ServiceProblem> =>
  state === "failing" || ActiveState === "failed"
    ? [
        {
          what:
            state === "failing"
              ? "its daemon ends with an error"
              : "its daemon ended with an error that another start does not cure, so systemd does not start it again",
          remedy: "`sentinel service logs` shows why; mend that, then `sentinel service start`",
        },
      ]
    : [];

const waiting = ({ state }: State, { StatusText = "" }: Properties): ReadonlyArray<ServiceProblem> =>
  state === "starting" && StatusText.startsWith(waitingBegins)
    ? [
        {
          what: `it ${StatusText}`,
          remedy: "it goes on by itself then; `sentinel service stop` ends the wait",
        },
      ]
    : [];

const outdated = ({ scope }: ServiceName, { NeedDaemonReload }: Properties): ReadonlyArray<ServiceProblem> =>
  NeedDaemonReload === "yes"
    ? [
        {
          what: "the unit was changed, and systemd has not read it again",
          remedy: `\`systemctl ${scope === "user" ? "--user " : ""}daemon-reload\`, then \`sentinel service restart\``,
        },
      ]
    : [];

const mayEndWithSession = ({ scope }: ServiceName, user: string): ReadonlyArray<ServiceProblem> =>
  scope === "user" && !lingers(user)
    ? [{ ...lingerAdvice(user), what: `it ${lingerAdvice(user).what}` }]
    : [];

/** What is wrong with an installed service, the most urgent first. */
export const problemsOf = (
  service: ServiceName,
  state: State,
  properties: Properties,
  user: string,
): ReadonlyArray<ServiceProblem> =>
  state.state === "not installed"
    ? []
    : [
        ...missingPrograms(state),
        ...ended(state, properties),
        ...waiting(state, properties),
        ...outdated(service, properties),
        ...mayEndWithSession(service, user),
      ];
