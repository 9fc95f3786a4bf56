import { importFormats } from "../import/formats.ts";
import { fileOptions } from "./options.ts";
import type { Syntax } from "./Syntax.ts";
import { file, free, revision, setting } from "./values.ts";

const ofFile = [
  ...fileOptions,
  { name: "merged", description: "Say of each value where it was written" },
] as const;

/** What may be typed after `config`. */
export const configSyntax: Syntax = {
  subcommands: {
    validate: { description: "Report every error of a file", options: ofFile },
    show: { description: "Show the whole tree with every default", options: ofFile },
    schema: { description: "Print the JSON Schema for editors", options: ofFile },
    history: { description: "List all revisions of the tree" },
    diff: { description: "Compare two revisions, by default the last two", operands: [revision, revision] },
    rollback: { description: "Apply an older revision, by default the previous one", operands: [revision] },
    settings: {
      description: "Show the settings of the daemon",
      subcommands: {
        set: { description: "Change a setting", operands: [setting, free("VALUE")] },
        unset: { description: "Return a setting to its default", operands: [setting] },
      },
    },
    import: {
      description: "Make a sentinel.yaml from the files of another tool",
      options: [{ name: "output", short: "o", value: file, description: "The file to write" }],
      operands: [{ placeholder: "FORMAT", from: importFormats }],
      repeated: file,
    },
  },
};
