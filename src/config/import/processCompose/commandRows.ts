import { shellLine } from "../draft/shellLine.ts";
import { inheritEnvironmentRow } from "../table/inheritEnvironmentRow.ts";
import { putText, putTexts, putVariables } from "../table/put.ts";
import type { Row } from "../table/row.ts";
import { literal } from "../table/sentinelText.ts";
import { without } from "../table/unsupportedRows.ts";
import { text, texts } from "../table/values.ts";

/** The context of a process besides its keys. */
export interface Process {
  /** Its name in the source. */
  readonly name: string;
  /** Its replica number; null if the replicas are identical. */
  readonly number: number | null;
  /** The shell that runs commands. */
  readonly shell: string;
  readonly shellArgument: string;
}

/** The keys for a process's command and environment. */
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
  {
    key: "(process variables)",
    to: "env.PC_PROC_NAME, env.PC_REPLICA_NUM",
    fidelity: "exact",
    note: "as process-compose sets them",
    byDefault: "PC_PROC_NAME, PC_REPLICA_NUM",
    apply: (_, draft, { context: { name, number } }) => {
      draft.settings.set("env.PC_PROC_NAME", literal(name));
      if (number === null)
        return {
          fidelity: "unsupported",
          note: "PC_REPLICA_NUM is not set; the number of an instance is in SENTINEL_REPLICA and begins with 1",
        };
      draft.settings.set("env.PC_REPLICA_NUM", String(number));
      return undefined;
    },
  },
  { key: "environment", to: "env", fidelity: "exact", note: "", apply: putVariables },
  inheritEnvironmentRow("exact", "the child sees the whole environment of the daemon"),
  { key: "env_file", to: "env_file", fidelity: "exact", note: "", apply: putTexts("env_file") },
  ...without("name the `.env` file in env_file where it is needed", "is_dotenv_disabled"),
  ...without("variables can't come from commands; set it in the environment", "env_cmds"),
  { key: "vars", to: null, fidelity: "exact", note: "substituted for {{.NAME}}" },
  { key: "is_template_disabled", to: null, fidelity: "exact", note: "" },
  { key: "extends", to: null, fidelity: "exact", note: "its settings are written out" },
];
