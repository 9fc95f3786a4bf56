// Cause: what `.env` says stood in the written file as the default of each variable that process-compose.yaml
// refers to, secrets among it.
import { Either } from "effect";
import { describe, expect, it } from "vitest";
import { formatErrors } from "../../src/config/diagnostics/formatErrors.ts";
import { importConfig } from "../../src/config/import/importConfig.ts";
import { parseTree } from "../../src/config/parseTree.ts";
import { requestOf } from "./sources.ts";

const dotenv = "DB_PASSWORD=hunter2\nPORT=9000\n";

const imported = (format: string, file: string, text: string) => {
  const request = requestOf({ file, text }, [{ file: ".env", text: dotenv }]);
  return Either.getOrThrowWith(importConfig(format, request), (errors) => new Error(formatErrors(errors)));
};

const firstChild = (yaml: string, variables: Readonly<Record<string, string>>) => {
  const files = { read: () => Either.right(dotenv), glob: () => [] };
  const options = { file: "sentinel.yaml", directory: "/srv/shop", variables, files };
  return Either.getOrThrow(parseTree(yaml, options)).root.children[0];
};

const project = `environment: ["DB_URL=db://app:\${DB_PASSWORD}@db"]
processes:
  web: { command: "serve --port=\${PORT:-80} --host=$HOST", environment: ["TOKEN=\${DB_PASSWORD}"] }
`;

describe("what `.env` says", () => {
  it.each([
    ["process-compose", "process-compose.yaml", project],
    ["procfile", "Procfile", "web: serve\n"],
  ])("is not copied by an import from %s, the file is named", (format, file, text) => {
    const { yaml, report } = imported(format, file, text);
    expect(yaml).not.toContain("hunter2");
    expect(yaml).not.toContain("9000");
    expect(report.filter(({ note }) => note.includes("looks like a secret"))).toEqual([]);
    expect(firstChild(yaml, {})).toMatchObject({
      env: { DB_PASSWORD: { secret: { file: "/srv/shop/.env", key: "DB_PASSWORD" } } },
    });
  });

  it("expands the variables of process-compose.yaml when the tree is loaded, with lower precedence than the environment", () => {
    const { yaml } = imported("process-compose", "process-compose.yaml", project);
    expect(firstChild(yaml, {})).toMatchObject({
      command: { argv: ["bash", "-c", "serve --port=9000 --host="] },
      env: { TOKEN: "hunter2", DB_URL: "db://app:hunter2@db" },
    });
    expect(firstChild(yaml, { PORT: "1", HOST: "::" })).toMatchObject({
      command: { argv: ["bash", "-c", "serve --port=1 --host=::"] },
    });
  });
});
