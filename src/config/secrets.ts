import type { SecretSource } from "../domain/ChildSpec.ts";
import { suggestion } from "../policy/nearest.ts";
import { decode } from "./decode.ts";
import { resolvePath } from "./files.ts";
import { SecretFile } from "./language.ts";
import { directoryAt, entry, type Located, type LocatedMap } from "./located.ts";
import type { Report } from "./report.ts";
import { show } from "./show.ts";

type Secrets = ReadonlyMap<string, SecretSource>;

/** Where a secret comes from, as it is written; null, and said, when that makes no sense. */
const sourceFrom = (located: LocatedMap, file: SecretFile, report: Report): SecretSource | null => {
  if (file.file !== undefined && file.env === undefined) {
    const directory = directoryAt((entry(located, "file") ?? located).at);
    return { file: resolvePath(directory, file.file), key: file.key ?? null };
  }
  if (file.env !== undefined && file.file === undefined && file.key === undefined) return { env: file.env };
  report.say(
    located.at,
    "a secret comes from a file or from a variable",
    "write { file: PATH } or { env: NAME }",
  );
  return null;
};

const readSource = (located: Located, report: Report): SecretSource | null => {
  if (located.kind !== "map") {
    report.say(
      located.at,
      "a secret is a map that says where it comes from",
      "write { file: PATH } or { env: NAME }; its value has no place here",
    );
    return null;
  }
  const file = decode(SecretFile, located, "secret", report);
  return file && sourceFrom(located, file, report);
};

/** The `secrets` of the file. */
export const readSecrets = (declared: LocatedMap | undefined, report: Report): Secrets => {
  const sources = [...(declared?.entries ?? [])].map(
    ([name, { value }]) => [name, readSource(value, report)] as const,
  );
  return new Map(sources.flatMap(([name, source]) => (source ? [[name, source] as const] : [])));
};

/** What `secret:` in an environment stands for: a name of `secrets`, or a source of its own. */
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
    report.say(
      located.at,
      `there is no secret ${show(name)}`,
      suggestion(name, [...(declared?.entries.keys() ?? [])]),
    );
  return known ?? null;
};
