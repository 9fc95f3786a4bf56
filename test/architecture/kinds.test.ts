import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

const house = join(import.meta.dirname, "../..");
const specifications = join(house, "src/domain/tree/ChildSpec.ts");

/** What differs between kinds of child, a table a layer. */
const tables = [
  "src/domain/stored/treeContent.ts",
  "src/config/kinds.ts",
  "src/policy/plan/kinds.ts",
  "supervisors/kinds.ts",
  "supervisors/node/kinds.ts",
  "supervisors/view/kinds.ts",
  "src/cli/view/tree/kinds.ts",
];

/** The specifications with one more kind of child. */
const withOther = (text: string): string =>
  text
    .replace(
      "export type ChildSpec = ServiceSpec | SupervisorSpec | CheckSpec | JobSpec;",
      `const OtherSpec = Schema.Struct({ kind: Schema.Literal("other"), ...supervised, ...process, other: Schema.String });
       export type ChildSpec = ServiceSpec | SupervisorSpec | CheckSpec | JobSpec | typeof OtherSpec.Type;`,
    )
    .replace("  CheckSpec,\n  JobSpec,\n)", "  CheckSpec,\n  JobSpec,\n  OtherSpec,\n)");

/** What the compiler says about some files where the specifications have another text. */
const errorsIn = (
  files: ReadonlyArray<string>,
  changed: (text: string) => string,
): ReadonlyArray<readonly [file: string, message: string]> => {
  const { config } = ts.readConfigFile(join(house, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, house);
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  host.getSourceFile = (file, version, ...rest) =>
    file === specifications
      ? ts.createSourceFile(file, changed(readFileSync(file, "utf8")), version)
      : read(file, version, ...rest);
  const paths = files.map((file) => join(house, file));
  const program = ts.createProgram(paths, options, host);
  return paths
    .flatMap((path) => program.getSemanticDiagnostics(program.getSourceFile(path)))
    .map(({ file, messageText }) => [
      relative(house, file?.fileName ?? ""),
      ts.flattenDiagnosticMessageText(messageText, "\n").split("\n")[0] ?? "",
    ]);
};

// To check the whole house takes minutes. Made by hand when the tables were (tsc on a copy with this kind): of the product,
// these files and no other do not compile.
it("a kind of child that lacks its row in a table does not compile", () => {
  const errors = errorsIn([...tables, "src/domain/tree/ChildSpec.ts"], withOther);
  expect(errors.map(([file]) => file)).toEqual(tables);
  for (const [, message] of errors) expect(message).toMatch(/^Property 'other' is missing/);
}, 120_000);

/** The sources that are written for any kind of child. */
const written = ["src/domain", "src/policy", "src/config", "src/ports", "src/adapters", "machines"];
const wired = ["supervisors", "api", "src/cli", "src/client", "src/daemon", "src/home", "src/offline"];

it("only the tables check the kind of a child", () => {
  const sources = [...written, ...wired].flatMap((folder) =>
    readdirSync(join(house, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => join(folder, file)),
  );
  const asking = sources.filter((file) =>
    /kind *[!=]== *"(service|supervisor|check)"|case "(service|supervisor)":/.test(
      readFileSync(join(house, file), "utf8"),
    ),
  );
  expect(sources.length).toBeGreaterThan(100);
  expect(asking).toEqual([]);
});
