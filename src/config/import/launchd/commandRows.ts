import type { Row } from "../table/row.ts";
import { without } from "../table/unsupportedRows.ts";
import { text, texts } from "../table/values.ts";

/** The keys for the command of a job. */
export const commandRows: ReadonlyArray<Row> = [
  { key: "Label", to: "the child's name", fidelity: "exact", note: "" },
  {
    key: "Program",
    to: "command",
    fidelity: "exact",
    note: "",
    apply: (value, draft) => void draft.settings.set("command", [text(value)]),
  },
  {
    key: "ProgramArguments",
    to: "command",
    fidelity: "exact",
    note: "",
    apply: (value, draft, { given }) => {
      const [first = "", ...rest] = texts(value);
      const program = given("Program");
      draft.settings.set("command", [program ? text(program) : first, ...rest]);
      return program && text(program) !== first
        ? { fidelity: "approximate", note: `the program sees its own path as argv[0], not ${first}` }
        : undefined;
    },
  },
  ...without("list the files, or use a shell", "EnableGlobbing"),
  ...without("write the absolute path of the program", "BundleProgram"),
];
