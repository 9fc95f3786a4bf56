import { inheritsAll } from "../inheritsAll.ts";
import { putText, putTexts, putVariables } from "../put.ts";
import type { Row } from "../row.ts";
import { shellLine } from "../shellLine.ts";
import { text, texts } from "../values.ts";
import { without } from "../without.ts";

/** What the reading of a process knows besides its keys. */
export interface Process {
  /** What commands are run by. */
  readonly shell: string;
  readonly shellArgument: string;
}

/** What a process runs, and what it sees. */
export const commandRows: ReadonlyArray<Row<Process>> = [
  {
    key: "command",
    to: "command",
    fidelity: "exact",
    note: "",
    apply: (value, draft, { context }) => {
      const line = shellLine(text(value), context.shell);
      draft.settings.set(
        "command",
        typeof line === "string" ? line : [context.shell, context.shellArgument, text(value)],
      );
      return undefined;
    },
  },
  {
    key: "entrypoint",
    to: "command",
    fidelity: "exact",
    note: "",
    apply: (value, draft, { given }) => {
      if (given("command")) return { note: "command wins, as in process-compose" };
      draft.settings.set("command", [...texts(value)]);
      return undefined;
    },
  },
  { key: "working_dir", to: "cwd", fidelity: "exact", note: "", apply: putText("cwd") },
  {
    key: "description",
    to: "a comment",
    fidelity: "exact",
    note: "",
    apply: (value, draft) => void draft.remarks.set("description", text(value)),
  },
  { key: "environment", to: "env", fidelity: "exact", note: "", apply: putVariables },
  inheritsAll("exact", "the child sees the whole environment of the daemon"),
  { key: "env_file", to: "env_file", fidelity: "exact", note: "", apply: putTexts("env_file") },
  ...without("name the `.env` file in env_file where it is wanted", "is_dotenv_disabled"),
  ...without("nothing is run to find a variable's value: set it in the environment", "env_cmds"),
  { key: "vars", to: null, fidelity: "exact", note: "filled in where {{.NAME}} stands" },
  { key: "is_template_disabled", to: null, fidelity: "exact", note: "" },
  { key: "extends", to: null, fidelity: "exact", note: "what it brings in is written out" },
];
