import type { SecretSource } from "../../domain/tree/ChildSpec.ts";
import { suggestion } from "../../policy/nearest.ts";
import { directoryAt, entry, type Located, type LocatedMap } from "../diagnostics/located.ts";
import type { Report } from "../diagnostics/report.ts";
import { show } from "../diagnostics/show.ts";
import { decode } from "../language/decode.ts";
import { SecretFile } from "../language/groups/running.ts";
import { outsideOfChildren } from "../language/knownKeys.ts";
import { resolvePath } from "./files.ts";

type Secrets = ReadonlyMap<string, SecretSource>;

/** The source of a secret; null if it is invalid, which is reported. */
const sourceFrom = (located: LocatedMap, file: SecretFile, report: Report): SecretSource | null => {
  if (file.file !== undefined && file.env === undefined) {
    const directory = directoryAt((entry(located, "file") ?? located).at);
    return { file: resolvePath(directory, file.file), key: file.key ?? null };
  }
  if (file.env !== undefined && file.file === undefined && file.key === undefined) return { env: file.env };
  report.error(
    located.at,
    "a secret must come from either a file or a variable",
    "write { file: PATH } or { env: NAME }",
  );
  return null;
};

const readSource = (located: Located, report: Report): SecretSource | null => {
  if (located.kind !== "map") {
    report.error(
      located.at,
      "a secret must be a map with its source",
      "write { file: PATH } or { env: NAME }, never the value itself",
    );
    return null;
  }
  const file = decode(SecretFile, located, outsideOfChildren("secret"), report);
  return file && sourceFrom(located, file, report);
};

/** Reads the `secrets` of the file. */
export const readSecrets = (declared: LocatedMap | undefined, report: Report): Secrets => {
  const sources = [...(declared?.entries ?? [])].map(
    ([name, { value }]) => [name, readSource(value, report)] as const,
  );
  return new Map(sources.flatMap(([name, source]) => (source ? [[name, source] as const] : [])));
};

/** The source that `secret:` in an environment refers to: a name in `secrets`, or an inline source. */
export const secretOf = (
  located: Located,
  declared: LocatedMap | undefined,
  secrets: Secrets,
  report: Report,
): SecretSource | null => {
  if (located.kind === "map") return readSource(located, report);
  const name = located.kind === "scalar" ? String(located.value) : "";
  const known = secrets.get(name);
  if (known === undefined && !declared?.entries.has(name))
    report.error(
      located.at,
      `unknown secret ${show(name)}`,
      suggestion(name, [...(declared?.entries.keys() ?? [])]),
    );
  return known ?? null;
};
