import { Schema } from "effect";
import { TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import { Applied, PlanFor } from "../../src/domain/view/Plan.ts";
import { visible } from "./actions.ts";
import { resultOfApply } from "./audit.ts";
import { document, route } from "./route.ts";

const optional = { exact: true } as const;

const text = {
  /** The text of a `sentinel.yaml`. */
  text: Schema.String,
  /** Which of its `environments` is meant; by default the one that the daemon was started with. */
  environment: Schema.optionalWith(Schema.String, optional),
};
/** Left out: the tree's own file, as it is now. */
const textOrFile = { ...text, text: Schema.optionalWith(Schema.String, optional) };
/** Whether the text may replace the running tree by one of another name. */
const replace_tree = Schema.optionalWith(Schema.Boolean, optional);

const ConfigMistake = Schema.Struct({
  file: Schema.String,
  line: Schema.Int,
  column: Schema.Int,
  message: Schema.String,
  /** What to do. */
  hint: Schema.NullOr(Schema.String),
}).annotations({ identifier: "ConfigMistake" });

const aboutFiles =
  "Relative paths start in the folder of the tree's file. Only an admin's text may include other files and use variables of the daemon's environment.";
const withoutText = "Without a `text`, the tree's own file is meant, as it is now.";
const example = "version: 1\nname: shop\nchildren:\n  web: { command: node server.js }\n";

/** The trees of the command line, which reads the files itself: includes and variables are those of its user. */
const wanted = {
  tree: TreeSpec,
  source: Schema.optionalWith(Schema.String, { default: () => "the API" }),
  /** That it is another tree than the one that runs, by its name, is meant. */
  replace_tree: Schema.optional(Schema.Boolean),
};

/** Other trees than the running one: whether they are valid, what would be done, and doing it. */
export const config = {
  validateConfig: route({
    name: "validateConfig",
    method: "POST",
    path: "/config/validate",
    role: "operator",
    summary: "Check a configuration",
    description: aboutFiles,
    body: Schema.Struct(text),
    answer: document(Schema.Struct({ valid: Schema.Boolean, errors: Schema.Array(ConfigMistake) })),
    refusals: [],
    examples: { body: { text: example } },
  }),
  planConfig: route({
    name: "planConfig",
    method: "POST",
    path: "/config/plan",
    role: "operator",
    summary: "Show what an apply of a configuration would do",
    description: `${withoutText} ${aboutFiles} Its \`revision\` is the one to name in \`If-Match\` when it is applied.`,
    body: Schema.Struct({ ...textOrFile, replace_tree }),
    answer: document(PlanFor),
    refusals: ["InvalidConfiguration"],
    examples: { body: { text: example } },
  }),
  applyConfig: route({
    name: "applyConfig",
    method: "POST",
    path: "/config/apply",
    role: "admin",
    summary: "Bring the tree to a configuration",
    description: `Touches only what differs; if a step fails, the tree is brought back. The tree's file is not changed. ${withoutText} ${aboutFiles}`,
    body: Schema.Struct({
      ...textOrFile,
      replace_tree,
      message: Schema.optionalWith(Schema.String, { exact: true, default: () => "applied" }),
    }),
    answer: document(Schema.Struct({ ...Applied.fields, ...visible })),
    refusals: ["InvalidConfiguration", "AnotherTree", "PreconditionFailed"],
    audit: { action: "apply", resultOf: (applied, { message }) => resultOfApply(applied, message) },
    examples: { body: { text: example, message: "one server" } },
  }),
  plan: route({
    name: "plan",
    method: "POST",
    path: "/plan",
    role: "operator",
    audience: "command line",
    summary: "Show what an apply of a tree would do",
    body: Schema.Struct(wanted),
    answer: document(PlanFor),
    refusals: [],
  }),
  apply: route({
    name: "apply",
    method: "POST",
    path: "/apply",
    role: "admin",
    audience: "command line",
    summary: "Apply a tree in place of the running one",
    body: Schema.Struct({
      ...wanted,
      revision: Schema.optional(Schema.String),
      message: Schema.optionalWith(Schema.String, { exact: true, default: () => "applied" }),
    }),
    answer: document(Applied),
    refusals: ["AnotherTree", "StaleRevision"],
    audit: { action: "apply", resultOf: (applied, { message }) => resultOfApply(applied, message) },
  }),
};
