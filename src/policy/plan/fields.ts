import type { ProcessSpec, Supervised } from "../../domain/tree/ChildSpec.ts";
import type { ChangeClass } from "../../domain/view/Plan.ts";

/** The name of a field in the file, and how a change of it takes effect; null: it is not a setting by itself. */
type Treatment = readonly [name: string, changeClass: OwnClass | ClassOf] | null;

type OwnClass = Exclude<ChangeClass, "restart_by_strategy">;

/** Where it depends on the values before and after; undefined: not declared. */
type ClassOf = (from: unknown, to: unknown) => OwnClass;

/** How a plan treats each field of a specification; a missing field does not compile. */
export type FieldTable<Spec> = { readonly [Field in keyof Spec]-?: Treatment };

/** The fields that a child's supervisor uses; changes apply at once. */
export const supervisedFields: FieldTable<Supervised> = {
  id: null,
  restart: ["restart", "in_place"],
  significant: ["significant", "in_place"],
  backoff: ["backoff", "in_place"],
  limit: ["limit", "in_place"],
  onLimit: ["on_limit", "in_place"],
  retryFailedMs: ["retry_failed", "in_place"],
  shutdown: ["shutdown", "in_place"],
  // It is read once, when the tree is built.
  autostart: ["autostart", "on_next_start"],
  after: ["after", "in_place"],
};

/** A run that was started with a control group keeps it, and its limits are changed there. */
const ofRunLimits: ClassOf = (from) => (from === undefined ? "restart" : "in_place");

/** A running process can only take over changes of how it is stopped, how its exit is judged, and its output. */
export const processFields: FieldTable<ProcessSpec> = {
  command: ["command", "restart"],
  cwd: ["cwd", "restart"],
  env: ["env", "restart"],
  inheritEnv: ["inherit_env", "restart"],
  uid: ["uid", "restart"],
  gid: ["gid", "restart"],
  groups: ["groups", "restart"],
  ports: ["ports", "restart"],
  busyPorts: ["busy ports", "on_next_start"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the variable
  interpolatesReplica: ["use of ${SENTINEL_REPLICA}", "restart"],
  umask: ["umask", "restart"],
  limits: ["limits", "restart"],
  runLimits: ["limits", ofRunLimits],
  nice: ["nice", "restart"],
  ready: ["ready", "on_next_start"],
  probes: ["probes", "in_place"],
  memory: ["memory", "in_place"],
  maxRuntime: ["max_runtime", "in_place"],
  watch: ["watch", "in_place"],
  stopSignal: ["stop.signal", "in_place"],
  hooks: ["hooks", "in_place"],
  reload: ["reload", "in_place"],
  logs: ["logs", "in_place"],
  exitRules: ["exit codes", "in_place"],
};
