import { at, pageOf, revision, visible } from "./shared.ts";
import type { AnswerExamples } from "./types.ts";

const hash = "6b3a55e0261b0304143f805a24924d0c1c44524821305f31d9277843b8a10f4e";

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

/** What the routes of the configuration and its revisions answer. */
export const configurationExamples = {
  declaration: {
    path: "web/api",
    revision,
    declaration: { command: "node server.js", restart: "permanent" },
    origins: { command: "sentinel.yaml:5", restart: "default" },
  },
  editChild: { ...applied, ...visible },
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
} satisfies AnswerExamples;
