import { Either } from "effect";
import { formatErrors } from "../../src/config/diagnostics/formatErrors.ts";
import type { Finding } from "../../src/config/import/draft/Finding.ts";
import type { ImportRequest } from "../../src/config/import/draft/request.ts";
import { importConfig } from "../../src/config/import/importConfig.ts";
import { parseTree } from "../../src/config/parseTree.ts";
import type { JobSpec, ServiceSpec, SupervisorSpec } from "../../src/domain/tree/ChildSpec.ts";
import { childAt, childrenOf } from "../../src/domain/tree/childTraits.ts";
import { requestOf } from "./sources.ts";

/** What an import of one text comes to: the text, what is told of a key, and the tree that it loads as. */
interface Imported {
  readonly yaml: string;
  readonly report: ReadonlyArray<Finding>;
  readonly missing: ReadonlyArray<string>;
  /** What is told of a key, as `fidelity: note`; of several such keys, the first. */
  readonly told: (key: string) => string;
  readonly root: (variables?: Readonly<Record<string, string>>) => SupervisorSpec;
  /** The job at a path. */
  readonly job: (path: string) => JobSpec;
  /** The service, or what a job runs, at a path such as `web` or `group/web`. */
  readonly service: (path: string, variables?: Readonly<Record<string, string>>) => ServiceSpec;
}

const serviceAt = (root: SupervisorSpec, path: string): ServiceSpec => {
  const found = path
    .split("/")
    .reduce<SupervisorSpec["children"][number] | undefined>(
      (under, name) => (under ? childrenOf(under).find(({ id }) => id === name) : undefined),
      root,
    );
  if (found?.kind === "service") return found;
  if (found?.kind === "job") return found.template;
  if (found?.kind === "supervisor" && found.template) return found.template;
  throw new Error(`there is no service ${path}`);
};

/** A text imported, as on a machine with the osUsers of `sources.ts`; env files are read as `NAME=value`. */
export const imported = (
  format: string,
  file: string,
  text: string,
  more: Partial<ImportRequest> = {},
): Imported => {
  const request = { ...requestOf({ file, text }), ...more };
  const { yaml, report, missing } = Either.getOrThrowWith(
    importConfig(format, request),
    (errors) => new Error(formatErrors(errors)),
  );
  const files = { read: () => Either.right("NAME=value"), glob: () => [] };
  const root = (variables: Readonly<Record<string, string>> = {}) =>
    Either.getOrThrowWith(
      parseTree(yaml, { file: "sentinel.yaml", directory: "/srv/shop", variables, files }),
      (errors) => new Error(`${formatErrors(errors)}\n${yaml}`),
    ).root;
  return {
    yaml,
    report,
    missing: missing.map(({ message }) => message),
    told: (key) => {
      const found = report.find((one) => one.key === key);
      return found ? `${found.fidelity}: ${found.note}` : "nothing";
    },
    root,
    job: (path) => {
      const found = childAt(root({ HOME: "/home/ann" }), path);
      if (found?.kind !== "job") throw new Error(`there is no job ${path}`);
      return found;
    },
    service: (path, variables) => serviceAt(root(variables), path),
  };
};
