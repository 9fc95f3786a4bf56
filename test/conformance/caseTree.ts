import type { CaseNode } from "./caseFormat.ts";

/** The exit code that stands for OTP's `ignore` in the cases. */
export const ignoreCode = 75;

const noBackoff = { initialMs: 0, factor: 1, maxMs: 0, jitter: 0, resetAfterMs: 0, healthyAfterMs: 1000 };

const supervisedPart = (node: CaseNode) => ({
  id: node.id,
  restart: node.restart ?? "permanent",
  significant: node.significant ?? false,
  backoff: node.backoff
    ? {
        initialMs: node.backoff.initial_ms,
        factor: node.backoff.factor,
        maxMs: node.backoff.max_ms,
        jitter: node.backoff.jitter,
        resetAfterMs: node.backoff.reset_after_ms ?? 60_000,
        healthyAfterMs: node.backoff.healthy_after_ms ?? 1000,
      }
    : noBackoff,
  limit: null,
  onLimit: "escalate",
  autostart: true,
});

const timeoutOf = (node: CaseNode): number => {
  const timeouts = (node.start ?? []).flatMap((outcome) =>
    typeof outcome === "object" && "timeout_ms" in outcome ? [outcome.timeout_ms] : [],
  );
  return timeouts[0] ?? 600_000;
};

/** A worker of a case as a service, with the defaults that the cases give it. */
export const serviceOf = (node: CaseNode): unknown => ({
  kind: "service",
  ...supervisedPart(node),
  shutdown: node.shutdown ?? 5000,
  command: { argv: [node.id] },
  cwd: "/",
  env: {},
  inheritEnv: "base",
  uid: null,
  gid: null,
  umask: null,
  ready: { kind: "notify", fd: 3, timeoutMs: timeoutOf(node) },
  stopSignal: "SIGTERM",
  exitRules: { success: node.success_codes ?? [0], fatal: [], ignore: [ignoreCode] },
  logs: { maxSize: 20e6, maxAgeMs: null, maxFiles: 10, maxTotal: 1e9 },
});

const supervisorOf = (node: CaseNode): unknown => {
  const template = node.children?.find(({ pool }) => pool);
  return {
    kind: "supervisor",
    ...supervisedPart(node),
    shutdown: node.shutdown ?? "infinity",
    strategy: node.strategy ?? "one_for_one",
    intensity: node.intensity ?? 1,
    periodMs: (node.period ?? 5) * 1000,
    autoShutdown: node.auto_shutdown ?? "never",
    start: "serial",
    children: template ? [] : (node.children ?? []).map(childOf),
    template: template ? serviceOf(template) : null,
  };
};

const childOf = (node: CaseNode): unknown => (node.children ? supervisorOf(node) : serviceOf(node));

/** The tree of a case, not validated yet: some cases are about trees that must be refused. */
export const treeOf = (node: CaseNode): unknown => ({ name: node.id, root: supervisorOf(node) });

/** Every worker of a case by its id, templates included. */
export const workersOf = (node: CaseNode): ReadonlyArray<CaseNode> =>
  node.children ? node.children.flatMap(workersOf) : [node];
