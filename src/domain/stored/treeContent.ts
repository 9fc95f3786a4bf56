import type {
  CheckSpec,
  ChildKind,
  ChildSpec,
  JobSpec,
  ServiceSpec,
  SpecOf,
  SupervisorSpec,
  TreeSpec,
} from "../tree/ChildSpec.ts";
import { namedFields, type Parts } from "./namedFields.ts";

/**
 * The input of a tree's content address. Fields that are `always` included existed when the first revisions were
 * stored. A field that is added later is left out if it has its default (decision 16); otherwise the address of every
 * tree would change.
 */
const supervised = {
  kind: "always",
  id: "always",
  restart: "always",
  significant: "always",
  backoff: "always",
  limit: "always",
  onLimit: "always",
  retryFailedMs: "always",
  shutdown: "always",
  autostart: "always",
  after: "always",
} as const satisfies Partial<Parts<ServiceSpec>>;

const serviceParts: Parts<ServiceSpec> = {
  ...supervised,
  command: "always",
  cwd: "always",
  env: "always",
  inheritEnv: "always",
  uid: "always",
  gid: "always",
  groups: "always",
  umask: "always",
  limits: { unless: {} },
  runLimits: { unless: {} },
  nice: "always",
  ports: { unless: [] },
  busyPorts: { unless: [] },
  interpolatesReplica: "always",
  ready: "always",
  probes: { unless: {} },
  memory: "always",
  maxRuntime: "always",
  watch: "always",
  stopSignal: "always",
  hooks: { unless: {} },
  reload: "always",
  exitRules: "always",
  logs: "always",
};

const supervisorParts: Parts<SupervisorSpec> = {
  ...supervised,
  strategy: "always",
  intensity: "always",
  periodMs: "always",
  autoShutdown: "always",
  start: "always",
  children: "always",
  template: "always",
  update: "always",
  quota: "always",
  provision: "always",
};

const checkParts: Parts<CheckSpec> = {
  ...supervised,
  expects: "always",
  graceMs: "always",
  withinMs: "always",
  failAfter: "always",
  provisioned: "always",
};

const jobParts: Parts<JobSpec> = {
  ...supervised,
  template: "always",
  schedules: "always",
  jitterMs: "always",
  overlap: "always",
  catchUp: "always",
  startWithinMs: "always",
  timeoutMs: "always",
  killGraceMs: "always",
  retry: "always",
  pool: "always",
  blackouts: "always",
  active: "always",
  chain: "always",
  parameters: "always",
};

/** By kind of child; a missing kind does not compile. */
const contents: { readonly [Each in ChildKind]: (spec: SpecOf<Each>) => unknown } = {
  service: (spec) => namedFields(spec, serviceParts),
  supervisor: (spec) => ({
    ...namedFields(spec, supervisorParts),
    children: spec.children.map(contentOf),
    template: spec.template && contentOf(spec.template),
  }),
  check: (spec) => namedFields(spec, checkParts),
  job: (spec) => ({ ...namedFields(spec, jobParts), template: contentOf(spec.template) }),
};

const contentFor = <Each extends ChildKind>({
  kind,
}: {
  readonly kind: Each;
}): ((spec: SpecOf<Each>) => unknown) => contents[kind];

const contentOf = (spec: ChildSpec): unknown => contentFor(spec)(spec);

/** The content of a tree: equal for trees with the same meaning. */
export const treeContent = ({ name, root, pools }: TreeSpec): unknown => ({
  name,
  root: contentOf(root),
  ...(pools === undefined ? {} : { pools }),
});
