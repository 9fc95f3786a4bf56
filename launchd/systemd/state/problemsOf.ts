import { existsSync, readFileSync } from "node:fs";
import type { ServiceName, ServiceProblem, ServiceState } from "../../ServiceManager.ts";
import { lingerAdvice, lingers } from "../linger.ts";
import { readCommandLine } from "../unit/escape.ts";
import type { Properties } from "./properties.ts";

type State = Omit<ServiceState, "problems">;

/** The absolute paths in the unit's command that must exist: node, and sentinel.js. */
const programsIn = (definition: string): ReadonlyArray<string> => {
  const line = /^ExecStart=(.*)$/m.exec(readFileSync(definition, "utf8"))?.[1] ?? "";
  const words = readCommandLine(line);
  return words.slice(0, words.indexOf("daemon")).filter((word) => word.startsWith("/"));
};

const missingPrograms = ({ definition }: State): ReadonlyArray<ServiceProblem> => {
  if (!existsSync(definition)) return [];
  return programsIn(definition)
    .filter((program) => !existsSync(program))
    .map((program) => ({
      what: `the service runs ${program}, which no longer exists`,
      remedy: "`sentinel service install` writes the paths of today",
    }));
};

const ended = ({ state, lastEnd }: State, { ActiveState }: Properties): ReadonlyArray<ServiceProblem> =>
  state === "failing" || ActiveState === "failed"
    ? [
        {
          what:
            state === "failing" || lastEnd === null
              ? "its daemon ends with an error"
              : "its daemon ended with an error that another start does not cure, so systemd does not start it",
          remedy: "`sentinel service logs` shows why; mend that, then `sentinel service start`",
        },
      ]
    : [];

const waiting = ({ state }: State, { StatusText = "" }: Properties): ReadonlyArray<ServiceProblem> =>
  state === "starting" && StatusText !== ""
    ? [{ what: StatusText, remedy: "it goes on by itself then; `sentinel service stop` ends the wait" }]
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
  scope === "user" && !lingers(user) ? [lingerAdvice(user)] : [];

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
