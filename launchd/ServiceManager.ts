/** `user`: runs for one user, with that user's rights. `system`: starts with the machine; installed by root. */
export type ServiceScope = "user" | "system";

/** A service, as its manager knows it. */
export interface ServiceName {
  /** launchd's label, or the name of systemd's unit without `.service`. */
  readonly label: string;
  readonly scope: ServiceScope;
}

/** The service of a tree: how its daemon is started, and what that needs. */
export interface ServiceOptions extends ServiceName {
  /** The absolute path of node, one that survives an upgrade (nodePath.ts). */
  readonly node: string;
  /** The absolute path of sentinel.js. */
  readonly program: string;
  readonly home: string;
  /** The absolute path of the tree's file. */
  readonly file: string;
  /** The environment of the file (`--env`). */
  readonly env: string | null;
  readonly workingDirectory: string;
  /** Whom the daemon of a system service runs as; null: root, or the user of a user service. */
  readonly user: string | null;
  /** PATH of the daemon, and so of its children. */
  readonly path: string;
  /** How long the tree may take to stop, in ms; Infinity: as long as it likes. */
  readonly longestStopMs: number;
  /** The file for what the daemon prints; empty: the manager has a log of its own. */
  readonly log: string;
  /** Other variables of the daemon's environment; `serviceVariable` is among them. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Tells a daemon that a service manager started it: the service's label. Each definition sets it, and the daemon
 * removes it before it starts children.
 */
export const serviceVariable = "SENTINEL_SERVICE";

/**
 * Exit codes of a daemon that a service manager started. After `done` it must not be started again until the next
 * login or boot; after every other code it must, and after `handedOver` at once, since its children are unattended
 * meanwhile. `unusable`: it can't run until something is fixed (EX_CONFIG of sysexits.h).
 */
export const serviceExitCode = { done: 0, handedOver: 75, unusable: 78 } as const;

/** How a service's daemon ended. */
export type ServiceEnd =
  | { readonly code: number }
  | { readonly signal: string }
  | { readonly reason: string };

/** What is wrong with a service, and what to do about it. */
export interface ServiceProblem {
  readonly what: string;
  readonly remedy: string;
}

export interface ServiceState {
  /**
   * `stopped`: it is installed, and isn't started before the next login or boot. `failing`: its daemon has ended with
   * an error and is started again. `unknown`: the manager's answer can't be understood.
   */
  readonly state:
    | "not installed"
    | "disabled"
    | "stopped"
    | "starting"
    | "running"
    | "stopping"
    | "failing"
    | "unknown";
  /** The pid of its daemon; null if it doesn't run. */
  readonly pid: number | null;
  /** How often it was started since it was installed or the machine booted; null: the manager doesn't tell. */
  readonly starts: number | null;
  readonly lastEnd: ServiceEnd | null;
  /** The path of its plist or unit. */
  readonly definition: string;
  readonly problems: ReadonlyArray<ServiceProblem>;
}

/** What `install` is going to do. */
export interface InstallPlan {
  readonly definition: string;
  /** The text of the plist or unit. */
  readonly text: string;
  /** The commands that follow, as a person would type them. */
  readonly commands: ReadonlyArray<string>;
}

/** What a service manager refused, why, and what to do: a sentence without a final full stop. */
export class ServiceError extends Error {}

/**
 * What starts a tree's daemon with the machine or the login, and starts it again when it is killed. Each function that
 * acts waits until its effect can be seen in `status`, and throws a ServiceError otherwise.
 */
export interface ServiceManager {
  readonly name: "launchd" | "systemd";
  /** The label of a tree's service, unless the user chooses one. `tree`: letters, digits, `.`, `_`, `-` and `~`. */
  readonly labelFor: (tree: string) => string;
  /** The path of a service's plist or unit, whether it exists or not. */
  readonly definitionOf: (service: ServiceName) => string;
  /** The file for what its daemon prints; empty: the manager has a log of its own. */
  readonly logOf: (service: ServiceName, home: string) => string;
  readonly plan: (options: ServiceOptions) => Promise<InstallPlan>;
  /**
   * Write the definition and start the service. One with the same label is replaced, and its daemon stopped: who wants
   * its children to live on has taken its home before. Returns what a person should know, each a sentence.
   */
  readonly install: (options: ServiceOptions) => Promise<ReadonlyArray<string>>;
  /** Stop the daemon and remove the definition. Returns what remains, each a sentence. */
  readonly uninstall: (service: ServiceName) => Promise<ReadonlyArray<string>>;
  readonly status: (service: ServiceName) => Promise<ServiceState>;
  /** Start the daemon now, even if the manager would still wait; one that runs is left alone. */
  readonly start: (service: ServiceName) => Promise<void>;
  /** Stop the daemon, and so its tree, until the next login or boot, or until `start`. */
  readonly stop: (service: ServiceName) => Promise<void>;
  /** Print the last lines that its daemon has printed; `follow`: and those to come, until the process is ended. */
  readonly logs: (
    service: ServiceName,
    options: { readonly lines: number; readonly follow: boolean },
  ) => Promise<void>;
}
