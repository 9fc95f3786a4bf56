import type { contract } from "../contract/contract.ts";
import type { ItemOf } from "../contract/route.ts";

type Contract = typeof contract;

const at = "2026-01-31T08:00:00.000Z";
const revision = "sha256:0f9d6c3a51be";
const hash = "6b3a55e0261b0304143f805a24924d0c1c44524821305f31d9277843b8a10f4e";
const visible = { seq: 482, epoch: "mkhz1x2c-a1b2c3" };
const running = { path: "web/api", state: "running", reason: "ready (log)" } as const;

const service = {
  ...running,
  kind: "service",
  value: "running.ready",
  since: at,
  by: "user:ann",
  wanted: "up",
  next_attempt_at: null,
  due: [],
  allowed: ["stop", "restart", "signal", "remove"],
  consecutive_failures: 0,
  seq: 481,
  health: "healthy",
  pid: 4712,
  run: 4,
  restarts: 3,
  kill_at: null,
  last_exit: { run: 3, code: 1, signal: null, reason: "exit code 1", at },
} as const;
const serviceStatus = { ...service, uptime_ms: 61_000, cpu: 0.4, cpu_seconds: 24.4, memory: 50_331_648 };

const daemon = { pid: 4711, version: "0.1.0", started_at: at };
const status = {
  name: "shop",
  revision,
  state: "running",
  reason: "all children are started",
  next_attempt_at: null,
  file: { source: "/srv/shop/sentinel.yaml", problem: null },
  daemon,
  children: [serviceStatus],
} as const;

const outcomes = { outcomes: [{ ...running, reached: true }], ...visible };

const step = {
  action: "restart",
  path: "web/api",
  class: "restart",
  instances: [],
  reason: "command: node server.js → node app.js",
  fields: [{ field: "command", from: "node server.js", to: "node app.js", class: "restart" }],
} as const;
const plan = { steps: [step], untouched: 3, revision, failed: [] };
const applied = { ...plan, applied: true, error: null, restore_error: null };

const entry = { number: 2, revision, at, by: "user:ann", source: "the API", message: "one server" };
const root = {
  kind: "supervisor",
  id: "",
  restart: "permanent",
  significant: false,
  backoff: {
    initialMs: 1_000,
    factor: 2,
    maxMs: 60_000,
    jitter: 0.2,
    resetAfterMs: 60_000,
    healthyAfterMs: 10_000,
  },
  limit: null,
  onLimit: null,
  shutdown: "infinity",
  autostart: true,
  strategy: "one_for_one",
  intensity: 5,
  periodMs: 60_000,
  autoShutdown: "never",
  start: "parallel",
  children: [],
  template: null,
} as const;

const transition = {
  ...{
    seq: 17,
    at,
    subject: "web/api",
    by: "system",
    type: "transition",
    run: 3,
    from: "running",
    to: "backoff",
  },
  reason: "exit code 1",
  exit: { code: 1, signal: null },
  edges: [],
} as const;
const action = {
  seq: 18,
  at,
  subject: "web",
  by: "user:ann",
  type: "action",
  action: "restart",
  outcome: "done",
  reason: "ready (log)",
  paths: ["web/api"],
  address: "127.0.0.1",
  route: "POST /actions",
} as const;

const user = {
  name: "ann",
  role: "operator",
  scope: ["web"],
  created_at: at,
  created_by: "user:root",
  disabled: false,
  has_password: true,
} as const;
const key = {
  id: "kL2fB9qPz0aX",
  name: "ci",
  prefix: "snt_4fQ1",
  role: "operator",
  scope: null,
  created_at: at,
  created_by: "user:ann",
  unattended: false,
  expires_at: null,
  last_used_at: at,
} as const;
const session = {
  ...{
    id: "p1vX0aQe7LmN",
    user: "ann",
    created_at: at,
    last_used_at: at,
    expires_at: "2026-02-07T08:00:00.000Z",
  },
  address: "127.0.0.1",
  agent: "curl/8.5.0",
  current: true,
} as const;
const me = {
  principal: "user:ann",
  role: "operator",
  scope: ["web"],
  csrf: "6d1f0c",
  session: { id: session.id, expires_at: session.expires_at },
} as const;
const link = { purpose: "reset", user: "bea", token: "q0ZkW3", expires_at: at } as const;

const listen = {
  key: "listen",
  description: "Where to listen",
  in_force: "127.0.0.1:7368",
  source: "default",
  written: "127.0.0.1:7400",
  line: 1,
  takes_effect: "next daemon",
  pending: true,
} as const;
const settings = {
  file: "settings.yaml",
  tag: "5f3ac1",
  settings: [listen],
  restart_needed: true,
  mistakes: [],
};

/** An excerpt. */
const chart = {
  kind: "service",
  hash: "5f0c…",
  id: "service",
  initial: "stopped",
  states: [{ path: "stopped", type: "atomic", initial: null, description: null }],
  edges: [
    {
      id: "stopped: START -> starting",
      source: "stopped",
      event: "START",
      guard: null,
      target: "starting",
      description: null,
    },
  ],
  delays: [{ name: "backoff", state: "backoff.waiting", ms: null }],
  layout: {
    version: 1,
    machine: "service",
    width: 964,
    height: 658,
    font: { label: 11, name: 13, line: 14 },
    transitions: [
      { id: "stopped: START -> starting", from: "stopped", event: "START", kind: "event", to: ["starting"] },
    ],
    states: [],
    edges: [],
    initials: [],
    measured: { crossings: 1, bends: 6, length: 3_604, cost: 108 },
  },
} as const;

const columns = {
  i: [0, 1],
  parent: [null, 0],
  path: ["", "web"],
  kind: ["supervisor", "service"],
  strategy: ["one_for_one", null],
  state: ["running", "running"],
  value: ["running.idle", "running"],
  since: [at, at],
  reason: ["all children are started", "ready (log)"],
  by: ["system", "system"],
  wanted: ["up", "up"],
  next_attempt_at: [null, null],
  consecutive_failures: [0, 0],
  allowed: [
    ["stop", "restart"],
    ["stop", "restart", "signal"],
  ],
  pid: [null, 4711],
  run: [null, 4],
  restarts: [null, 3],
  health: [null, "unknown"],
  ports: [null, null],
  last_exit: [null, null],
  kill_at: [null, null],
} as const;

const pageOf = <Item>(item: Item) => ({ items: [item], next: null });

/** What routes answer, for the documentation; a test decodes them. */
const placed = {
  seq: 164,
  at,
  path: "web/api",
  run: 3,
  stream: "stderr",
  text: "no space left on device",
  position: 163,
} as const;

export const answerExamples: { readonly [Name in keyof Contract]?: ItemOf<Contract[Name]["answer"]> } = {
  machines: { items: [{ kind: "service", hash: chart.hash }], next: null },
  machine: chart,
  state: { epoch: "mx1rcizb-maj52k", seq: 412, machines: { service: chart.hash }, nodes: columns },
  status: status as unknown as ItemOf<Contract["status"]["answer"]>,
  children: { items: [service], next: "eyJhZnRlciI6IndlYi9hcGkifQ" },
  addChild: outcomes,
  removeChildren: {
    ...outcomes,
    outcomes: [{ path: "web/api", state: "stopped", reached: true, reason: "removed" }],
  },
  child: serviceStatus,
  explain: {
    path: "web/api",
    state: "running",
    facts: { run: 4, restarts: 3 },
    sentences: ["web/api is running: ready (log).", "Run 3 ended: exit code 1."],
    restart_windows: [
      {
        ...{ of: "web", counts: "together", intensity: 5, period_ms: 60_000 },
        counted: [{ child: "web/api", at, leaves_at: at, stands_until: null }],
        beyond: { verdict: "escalate", words: "web stops its 2 children and fails to the tree" },
      },
    ],
  },
  blastRadius: {
    touched: [
      { path: "web/api", effect: "restarts", because: "permanent: it is restarted after 1 s" },
      { path: "web/worker", effect: "restarts", because: "api is restarted (rest_for_one)" },
    ],
    sentence: "If web/api crashes now: 2 services restart (web/api, web/worker).",
  },
  childRuns: pageOf({
    run: 3,
    state: "backoff",
    reason: "exit code 1",
    started_at: at,
    ended_at: at,
    exit: { code: 1, signal: null },
    output: { first: 120, last: 164 },
  } as const),
  childHistory: pageOf(transition),
  childExits: { exits: 12, since: at },
  declaration: {
    path: "web/api",
    revision,
    declaration: { command: "node server.js", restart: "permanent" },
    origins: { command: "sentinel.yaml:5", restart: "default" },
  },
  editChild: { ...applied, ...visible },
  act: outcomes,
  preview: {
    touched: [
      { path: "web/worker", effect: "stops", because: "web stops" },
      { path: "web/api", effect: "stops", because: "web stops" },
      { path: "web", effect: "stops", because: "stopped by hand" },
    ],
    refused: [],
    sentence: "Stop web: 2 services stop, in reverse order (web/worker, web/api).",
  },
  validateConfig: {
    valid: false,
    errors: [
      {
        file: "sentinel.yaml",
        line: 3,
        column: 1,
        message: 'unknown key "chidren"',
        hint: 'did you mean "children"?',
      },
    ],
  },
  planConfig: plan,
  applyProgress: { applying: { phase: "applying", done: 3, total: 12 } },
  applyConfig: { ...applied, ...visible },
  configFile: {
    ...{
      path: "/srv/shop/sentinel.yaml",
      text: "version: 1\nname: shop\nchildren:\n  web: { command: node server.js }\n",
    },
    ...{ hash, problem: null, environment: null, includes: [], obstacle: null },
    ...{ revision, number: 2, changed_since: null },
  },
  writeConfigFile: { path: "/srv/shop/sentinel.yaml", hash },
  revisions: pageOf(entry),
  failedApplies: pageOf({
    revision,
    at,
    by: "user:ann",
    source: "the API",
    message: "one server",
    error: "web/api did not become ready",
  }),
  revision: { ...entry, tree: { name: "shop", root } },
  revisionText: {
    ...{ number: 2, revision, withheld: true },
    text: "version: 1\nname: shop\nchildren:\n  web:\n    command: [ node, server.js ]\n",
  },
  difference: { steps: [step], untouched: 3, from: { ...entry, number: 1 }, to: entry },
  rollback: { ...applied, number: 1, ...visible },
  events: { ...pageOf(transition), complete_after: 0 },
  logs: pageOf({
    seq: 164,
    at,
    path: "web/api",
    run: 3,
    stream: "stderr",
    text: "no space left on device",
  } as const),
  logWindow: {
    items: [placed],
    ...{ from: 163, end: 164, total: 164, target: 163, edition: "k3x91", places: { "web/api": 164 } },
    ...{ oldest: at, newest: at, unfinished: [] },
  },
  searchLogs: { hit: placed },
  logHistogram: { from: 1_769_846_400_000, to: 1_769_846_403_000, stdout: [4, 0, 2], stderr: [0, 1, 0] },
  daemon: { ...daemon, health: { memory: 62_000_000, ailments: [] } } as ItemOf<Contract["daemon"]["answer"]>,
  daemons: {
    host: "forge-01",
    items: [
      {
        ...{ name: "shop", home: "/home/ann/.sentinel/shop", url: null },
        ...{ state: "running", own: true },
      },
      {
        ...{ name: "blog", home: "/home/ann/.sentinel/blog", url: null },
        ...{ state: "stopped", own: false },
      },
    ],
  },
  shutdown: { leaving: true },
  setup: { ...me, principal: "user:root", role: "admin", scope: null },
  login: me,
  whoAmI: me,
  logout: { ended: true },
  changePassword: { user: "ann" },
  createToken: { token: "eyJhbGciOiJFZERTQSJ9.…", token_type: "Bearer", expires_at: at },
  createLink: { ...link, purpose: "setup", user: null },
  sessions: pageOf(session),
  endSession: session,
  users: pageOf(user),
  createUser: { user: { ...user, has_password: false }, link },
  updateUser: user,
  deleteUser: user,
  resetUser: link,
  keys: pageOf(key),
  createKey: { ...key, key: "snt_4fQ1…" },
  updateKey: key,
  deleteKey: key,
  audit: { items: [action], next: "18" },
  settings,
  changeSettings: { ...settings, changed: ["listen"] },
};
