import { daemonArguments } from "../../daemonArguments.ts";
import { ServiceError, type ServiceOptions, serviceExitCode } from "../../ServiceManager.ts";
import { bareValue, commandLine, NotExpressible, quotedWord } from "./escape.ts";
import { timeSpan } from "./timeSpan.ts";

/** The daemon's own control group below that of its unit, by which it knows that this one is delegated to it. */
const daemonGroup = "daemon";

/** How long the daemon may take from SIGTERM to its end beyond what its tree needs, in ms. */
const stopMargin = 30_000;

/** Ends of a daemon that another start can't cure: the command line or the configuration is wrong, or the machine. */
const incurable = [2, 5, serviceExitCode.unusable];

const wrong = (what: string, text: string, { message }: NotExpressible): ServiceError =>
  new ServiceError(
    `${what} ${JSON.stringify(text)} can't be written into a unit: ${message}; choose another`,
  );

/** A value of the unit in systemd's syntax. */
const written = (what: string, text: string, write: (text: string) => string): string => {
  try {
    return write(text);
  } catch (error) {
    throw error instanceof NotExpressible ? wrong(what, text, error) : error;
  }
};

const command = (words: ReadonlyArray<string>): string =>
  written("the command", words.join(" "), () => commandLine(words));

/** The command for `systemctl reload`: the file is applied. */
const applyArguments = (options: ServiceOptions): ReadonlyArray<string> => {
  const words = daemonArguments(options);
  return words.with(words.indexOf("daemon"), "apply");
};

const environment = ({ path, variables }: ServiceOptions): ReadonlyArray<string> =>
  Object.entries({ PATH: path, ...variables }).map(
    ([name, value]) => `Environment=${written("the variable", `${name}=${value}`, quotedWord)}`,
  );

const unitSection = ({ file, scope }: ServiceOptions): ReadonlyArray<string> => [
  "[Unit]",
  `Description=${written("the file", `Sentinel: the tree of ${file}`, bareValue)}`,
  ...(scope === "system"
    ? ["Wants=network-online.target", "After=network-online.target remote-fs.target"]
    : []),
  "# However often the daemon ends, it is started again.",
  "StartLimitIntervalSec=0",
];

const serviceSection = (options: ServiceOptions): ReadonlyArray<string> => [
  "[Service]",
  "Type=notify",
  "# Where the daemon can't reach the notification socket itself, it runs systemd-notify.",
  "NotifyAccess=all",
  ...(options.scope === "system" && options.user !== null
    ? [`User=${written("the user", options.user, bareValue)}`]
    : []),
  "# The daemon waits for a volume that isn't there yet.",
  `WorkingDirectory=-${written("the folder", options.workingDirectory, bareValue)}`,
  ...environment(options),
  `ExecStart=${command(daemonArguments(options))}`,
  `ExecReload=${command(applyArguments(options))}`,
  `SyslogIdentifier=${written("the label", options.label, bareValue)}`,
  "",
  "# The children outlive their daemon, and the next one adopts them. Stopped in order, it stops them itself.",
  "KillMode=process",
  `TimeoutStopSec=${timeSpan(options.longestStopMs + stopMargin)}`,
  "TimeoutStartSec=120s",
  "TimeoutStartFailureMode=kill",
  "Restart=on-failure",
  "RestartSec=1s",
  `RestartForceExitStatus=${serviceExitCode.handedOver}`,
  `RestartPreventExitStatus=${incurable.join(" ")}`,
  "# The daemon reports from its event loop.",
  "WatchdogSec=60s",
  "WatchdogSignal=SIGKILL",
  "",
  "# The limits are for all children together; each has its own in the tree's file.",
  "# Below the unit's group the daemon makes those of its children; itself it is in one of its own, from systemd 254 on.",
  "Delegate=yes",
  `DelegateSubgroup=${daemonGroup}`,
  "LimitNOFILE=1024:524288",
  "TasksMax=infinity",
  "OOMPolicy=continue",
];

const installSection = ({ scope }: ServiceOptions): ReadonlyArray<string> => [
  "[Install]",
  `WantedBy=${scope === "user" ? "default.target" : "multi-user.target"}`,
];

/** How a person changes a unit so that the next `install` keeps the change. */
const editCommand = ({ label, scope }: ServiceOptions): string =>
  `systemctl ${scope === "user" ? "--user " : ""}edit ${label}`;

/** The text of a tree's unit. Throws a ServiceError for what a unit can't express. */
export const renderUnit = (options: ServiceOptions): string =>
  `${[
    "# Written by `sentinel service install`, which replaces it.",
    `# Settings of your own belong in a drop-in: ${editCommand(options)}`,
    "",
    ...unitSection(options),
    "",
    ...serviceSection(options),
    "",
    ...installSection(options),
  ].join("\n")}\n`;
