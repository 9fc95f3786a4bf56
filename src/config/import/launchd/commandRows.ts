import type { Row } from "../row.ts";
import { text, texts } from "../values.ts";
import { without } from "../without.ts";

/** What a job runs. */
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
        ? { fidelity: "approximate", note: `the program sees its own path as its name, not ${first}` }
        : undefined;
    },
  },
  ...without("write the files out, or give the line to a shell", "EnableGlobbing"),
  ...without("write the program's whole path", "BundleProgram"),
];
