import type {
  ChildKind,
  ChildSpec,
  ServiceSpec,
  SpecOf,
  SupervisorSpec,
  TreeSpec,
} from "../tree/ChildSpec.ts";
import { namedFields, type Parts } from "./namedFields.ts";

/**
 * What the content address of a tree is made from. A field that is `always` in it was there when the first revisions
 * were stored; one that is added later is left out with its default (decision 16), or every tree gets another address.
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
  ports: { unless: [] },
  interpolatesReplica: "always",
  ready: "always",
  stopSignal: "always",
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
};

/** Of each kind of child: one that lacks its row does not compile. */
const contents: { readonly [Each in ChildKind]: (spec: SpecOf<Each>) => unknown } = {
  service: (spec) => namedFields(spec, serviceParts),
  supervisor: (spec) => ({
    ...namedFields(spec, supervisorParts),
    children: spec.children.map(contentOf),
    template: spec.template && contentOf(spec.template),
  }),
};

const contentFor = <Each extends ChildKind>({
  kind,
}: {
  readonly kind: Each;
}): ((spec: SpecOf<Each>) => unknown) => contents[kind];

const contentOf = (spec: ChildSpec): unknown => contentFor(spec)(spec);

/** What a tree says, and nothing else: two trees that say the same have the same content. */
export const treeContent = ({ name, root }: TreeSpec): unknown => ({ name, root: contentOf(root) });
