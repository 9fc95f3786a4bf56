import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Either } from "effect";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { parseTree } from "../../src/config/parseTree.ts";
import { readSettings } from "../../src/config/settings/readSettings.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "containers/kubernetes");
const require = createRequire(import.meta.url);

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly data?: Readonly<Record<string, string>>;
}

const manifests: ReadonlyArray<Manifest> = readdirSync(folder).flatMap((name) =>
  parseAllDocuments(readFileSync(join(folder, name), "utf8")).map((document) => document.toJS() as Manifest),
);

/** What Kubernetes' own OpenAPI schemas, as compiled by the package, say against it. */
const schemaErrors = (manifest: Manifest): string => {
  const models = require(`kubernetes-models/${manifest.apiVersion}`);
  try {
    new models[manifest.kind](manifest).validate();
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

/** Fields that Kubernetes does not know: its schemas allow them, and it drops them without a word. */
const unknownFields = (all: ReadonlyArray<Manifest>): ReadonlyArray<string> => {
  const file = join(root, "manifests.ts");
  const text = all
    .map(
      (manifest, index) =>
        `import type { I${manifest.kind} as K${index} } from "kubernetes-models/${manifest.apiVersion}";\nexport const m${index}: K${index} = ${JSON.stringify(manifest)};\n`,
    )
    .join("");
  const options: ts.CompilerOptions = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, types: [], lib: ["lib.es2022.d.ts"] },
    ...{ module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    moduleResolution: ts.ModuleResolutionKind.Node10,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, target) =>
    name === file ? ts.createSourceFile(name, text, target) : getSourceFile(name, target);
  return ts
    .getPreEmitDiagnostics(ts.createProgram([file], options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
};

describe("the Kubernetes manifests", () => {
  it.each(manifests)("$kind is valid by the schema of its API", (manifest) => {
    expect(schemaErrors(manifest)).toBe("");
  });

  it("have no field that Kubernetes does not know", () => {
    expect(unknownFields(manifests)).toEqual([]);
    const [first] = manifests;
    const misspelt = JSON.parse(JSON.stringify({ ...first, metdata: {} })) as Manifest;
    expect(unknownFields([misspelt]).join()).toContain("metdata");
  });

  it("ask for no rights in the cluster and run without root's", () => {
    expect(manifests.map(({ kind }) => kind).sort()).toEqual(["ConfigMap", "Service", "StatefulSet"]);
    expect(manifests.find(({ kind }) => kind === "StatefulSet")).toMatchObject({
      spec: {
        replicas: 1,
        template: {
          spec: {
            automountServiceAccountToken: false,
            securityContext: { runAsNonRoot: true, runAsUser: 1000 },
            containers: [
              {
                securityContext: {
                  allowPrivilegeEscalation: false,
                  readOnlyRootFilesystem: true,
                  capabilities: { drop: ["ALL"] },
                },
                livenessProbe: { httpGet: { path: "/healthz" } },
                readinessProbe: { httpGet: { path: "/readyz" } },
              },
            ],
          },
        },
      },
    });
  });

  it("have a tree and settings that the daemon accepts", () => {
    const data = manifests.find(({ kind }) => kind === "ConfigMap")?.data ?? {};
    const where = { file: "sentinel.yaml", directory: root, variables: {} };
    expect(Either.isRight(parseTree(data["sentinel.yaml"] ?? "", where))).toBe(true);
    expect(Either.isRight(readSettings(data["settings.yaml"] ?? "", "settings.yaml"))).toBe(true);
  });
});
