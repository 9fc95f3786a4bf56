import { ServiceError, type ServiceOptions, type ServiceState } from "../ServiceManager.ts";
import type { Place } from "./Launchctl.ts";

/** launchd has loaded a service, and it has no process. */
export const notStarted = (label: string, { problems, lastEnd }: ServiceState): ServiceError => {
  const why = problems.map(({ what, remedy }) => `${what}; ${remedy}`).join(". ");
  const end =
    lastEnd === null
      ? ""
      : ` (${"code" in lastEnd ? `exit code ${lastEnd.code}` : "signal" in lastEnd ? lastEnd.signal : lastEnd.reason})`;
  return new ServiceError(
    `launchd has loaded ${label}, but its daemon does not run${end}: ${why || "`sentinel service logs` shows why"}`,
  );
};

/** What a person should know of a service that was installed. */
export const whatToKnow = (
  { scope, user, node, log }: ServiceOptions,
  { domain, session }: Place,
): ReadonlyArray<string> => [
  scope === "system"
    ? `It starts with the machine, before anybody logs in, as ${user ?? "root"}.`
    : session === "Aqua"
      ? "It starts when you log in at the screen, and ends when you log out."
      : `Nobody is logged in at the screen, so it runs in the session ${domain}, which begins with a login by ssh and not with the machine. To have it start with the machine: \`sudo sentinel service install --system --as USER\`.`,
  `macOS reports an added background item, under the name of the signer of ${node}; it can be switched off in System Settings, General, Login Items & Extensions.`,
  "It has no access to Documents, Desktop, Downloads and other volumes unless node is given Full Disk Access.",
  `What its daemon prints is in ${log}.`,
];
