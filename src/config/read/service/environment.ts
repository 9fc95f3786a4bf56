import type { EnvValue, SecretSource } from "../../../domain/tree/ChildSpec.ts";
import type { EnvFiles } from "../../assemble/envFiles.ts";
import { entry, type LocatedMap } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import { show } from "../../diagnostics/show.ts";
import type { ServiceFile } from "../../language/language.ts";

/** The sources of an environment outside of the child. */
export interface EnvironmentSources {
  readonly envFiles: EnvFiles;
  readonly secretOf: (located: NonNullable<ReturnType<typeof entry>>, report: Report) => SecretSource | null;
}

const legalVariable = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Whether a shell can use a variable of this name. */
export const isLegalVariable = (name: string): boolean =>
  name !== unsupportedName && legalVariable.test(name);

export const variableHint = "use letters, digits and _, beginning with a letter or _";

/** JavaScript objects can't have this key: decoding drops it. */
const unsupportedName = "__proto__";

/** Whether the system supports a name. The name of a secret passes through a shell and must not become an argument. */
const isLegal = (name: string, value: string | object): boolean =>
  name !== unsupportedName &&
  (typeof value === "string" ? name !== "" && !/[=\0]/.test(name) : legalVariable.test(name));

const nameHint = (name: string): string =>
  name === unsupportedName ? "this name is not supported: use another one" : variableHint;

/**
 * The environment of a service: references to its env files, later ones with precedence, then `env`. Only the names in env
 * files are used here: their values, which are often secrets, are read at each start.
 */
export const environmentOf = (
  map: LocatedMap,
  file: Pick<ServiceFile, "env">,
  { envFiles, secretOf }: EnvironmentSources,
  report: Report,
): Readonly<Record<string, EnvValue>> => {
  const fromFiles = envFiles
    .namedBy(entry(map, "env_file"), report)
    .flatMap(({ path, assignments }) =>
      assignments.map(({ key }) => [key, { secret: { file: path, key } }] as const),
    );
  const written = entry(map, "env");
  const env = written?.kind === "map" ? [...written.entries] : [];
  const own = env.flatMap(([name, { keyAt, value: located }]): ReadonlyArray<readonly [string, EnvValue]> => {
    const value = name === unsupportedName ? "" : (file.env?.[name] ?? "");
    if (!isLegal(name, value))
      report.error(keyAt, `${show(name)} can't be the name of a variable`, nameHint(name));
    if (typeof value === "string") return [[name, value]];
    const secret = secretOf(entry(located, "secret") ?? located, report);
    return secret ? [[name, { secret }]] : [];
  });
  return Object.fromEntries([...fromFiles, ...own]);
};
