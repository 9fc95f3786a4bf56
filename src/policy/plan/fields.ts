import type { ServiceSpec, SupervisorSpec } from "../../domain/ChildSpec.ts";
import type { ChangeClass } from "../../domain/Plan.ts";

/** What a field is called in the file, and what a change of it asks for; null: it is no setting of its own. */
type Treatment = readonly [name: string, asks: Exclude<ChangeClass, "restart_by_strategy">] | null;

/** A field of a specification that is not in its table does not compile. */
type Table<Spec> = { readonly [Field in keyof Spec]-?: Treatment };

/** What the supervisor above goes by; it takes note of changes at once. */
const supervised = {
  kind: null,
  id: null,
  restart: ["restart", "in_place"],
  significant: ["significant", "in_place"],
  backoff: ["backoff", "in_place"],
  limit: ["limit", "in_place"],
  onLimit: ["on_limit", "in_place"],
  shutdown: ["shutdown", "in_place"],
  // It is asked once, when the tree is built.
  autostart: ["autostart", "on_next_start"],
} as const satisfies Partial<Table<ServiceSpec>>;

export const serviceFields: Table<ServiceSpec> = {
  ...supervised,
  command: ["command", "restart"],
  cwd: ["cwd", "restart"],
  env: ["env", "restart"],
  inheritEnv: ["inherit_env", "restart"],
  uid: ["uid", "restart"],
  gid: ["gid", "restart"],
  umask: ["umask", "restart"],
  ready: ["ready", "on_next_start"],
  stopSignal: ["stop.signal", "in_place"],
  logs: ["logs", "in_place"],
  exitRules: ["exit codes", "in_place"],
};

export const supervisorFields: Table<SupervisorSpec> = {
  ...supervised,
  strategy: ["strategy", "in_place"],
  intensity: ["intensity", "in_place"],
  periodMs: ["period", "in_place"],
  autoShutdown: ["auto_shutdown", "in_place"],
  start: ["start", "in_place"],
  children: null,
  template: null,
  update: ["update", "in_place"],
};
