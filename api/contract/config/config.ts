import { Schema } from "effect";
import { TreeSpec } from "../../../src/domain/tree/ChildSpec.ts";
import { Applied, ApplyProgress, PlanFor } from "../../../src/domain/view/Plan.ts";
import { resultOfApply } from "../accounts/audit.ts";
import { document, route } from "../route.ts";
import { visible } from "../tree/actions.ts";

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

const FileNow = Schema.Struct({
  /** Of the tree's file; absolute. */
  path: Schema.String,
  /** Null: the file can't be read, and `problem` says why. */
  text: Schema.NullOr(Schema.String),
  /** Of the text; what `If-Match` takes in `PUT /config/file`. */
  hash: Schema.NullOr(Schema.String),
  problem: Schema.NullOr(Schema.String),
  /** Which of its `environments` the daemon was started with. */
  environment: Schema.NullOr(Schema.String),
  /** The other files that are read with it, such as those that it includes; absolute. They are never written. */
  includes: Schema.Array(Schema.String),
  /** Why it can't be written; null: it can. */
  obstacle: Schema.NullOr(Schema.String),
  /** The revision in force; `number` is null before the first is stored. */
  revision: Schema.String,
  number: Schema.NullOr(Schema.Int),
  /** That the file has changed since a revision was last made from it; null: it has not. */
  changed_since: Schema.NullOr(Schema.String),
}).annotations({ identifier: "ConfigFile" });

/** What became of the file in an apply that was to write it. */
const FileWritten = Schema.Struct({
  written: Schema.Boolean,
  /** Of the new text; null: it was not written, and `problem` says why. */
  hash: Schema.NullOr(Schema.String),
  problem: Schema.NullOr(Schema.String),
});

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
    description: `${withoutText} ${aboutFiles} In an operator's text, the value \`(withheld)\` of a variable means the one that it has. Its \`revision\` is the one to name in \`If-Match\` when it is applied.`,
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
    description: `Touches only what differs; if a step fails, the tree is brought back. The tree's file is not changed, unless \`write_file\` says so. ${withoutText} ${aboutFiles}`,
    body: Schema.Struct({
      ...textOrFile,
      replace_tree,
      /**
       * The `hash` of the tree's file: once the text is applied, it is written there, if the file is still as it was. The
       * revision then comes from the file. Takes a `text`.
       */
      write_file: Schema.optionalWith(Schema.String, optional),
      message: Schema.optionalWith(Schema.String, { exact: true, default: () => "applied" }),
    }),
    answer: document(
      Schema.Struct({
        ...Applied.fields,
        ...visible,
        /** Left out: it was not to be written. */
        file: Schema.optionalWith(FileWritten, optional),
      }),
    ),
    refusals: ["InvalidConfiguration", "AnotherTree", "PreconditionFailed", "FileChanged", "FileNotWritten"],
    audit: {
      action: "apply",
      resultOf: (applied, { message }) =>
        resultOfApply(applied, applied.file?.written ? `${message}; the file was written` : message),
    },
    examples: { body: { text: example, message: "one server" } },
  }),
  applyProgress: route({
    name: "applyProgress",
    method: "GET",
    path: "/config/progress",
    role: "viewer",
    summary: "Show how far an apply is",
    description:
      "The progress of the apply that is under way, whether a request or a change of the file began it. `applying` is null if there is none.",
    answer: document(Schema.Struct({ applying: Schema.NullOr(ApplyProgress) })),
    refusals: [],
  }),
  configFile: route({
    name: "configFile",
    method: "GET",
    path: "/config/file",
    role: "admin",
    summary: "Show the tree's own file",
    description: "With the values of variables that are written in it.",
    answer: document(FileNow),
    refusals: ["JournalError"],
  }),
  writeConfigFile: route({
    name: "writeConfigFile",
    method: "PUT",
    path: "/config/file",
    role: "admin",
    summary: "Write the tree's own file",
    description:
      "Applies nothing. `If-Match` has to name the `hash` that the file has, or `*` for any. An invalid text is refused. Only this file is written, never one that it includes; its mode, its owner and a symbolic link to it stay. `POST /config/apply` with `write_file` applies and writes.",
    body: Schema.Struct(text),
    answer: document(Schema.Struct({ path: Schema.String, hash: Schema.String })),
    refusals: ["InvalidConfiguration", "FileChanged", "FileNotWritten"],
    audit: {
      action: "write_file",
      resultOf: ({ path }) => ({ paths: [], outcome: "done", reason: `${path} was written` }),
    },
    examples: { body: { text: example } },
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
