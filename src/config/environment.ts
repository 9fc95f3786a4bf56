import type { EnvValue, SecretSource } from "../domain/ChildSpec.ts";
import type { EnvFiles } from "./envFiles.ts";
import type { ServiceFile } from "./language.ts";
import { entry, type LocatedMap } from "./located.ts";
import type { Report } from "./report.ts";
import { show } from "./show.ts";

/** What an environment is made from, besides the child. */
export interface EnvironmentSources {
  readonly envFiles: EnvFiles;
  readonly secretOf: (located: NonNullable<ReturnType<typeof entry>>, report: Report) => SecretSource | null;
}

const legalVariable = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The one name that an object of JavaScript can't hold as a key like any other: decoding puts it nowhere. */
const unholdable = "__proto__";

/** A name that the system can carry. A secret's must get through a shell without becoming an argument. */
const isLegal = (name: string, value: string | object): boolean =>
  name !== unholdable &&
  (typeof value === "string" ? name !== "" && !/[=\0]/.test(name) : legalVariable.test(name));

const howToName = (name: string): string =>
  name === unholdable
    ? "this one name is not supported: use another"
    : "use letters, digits and _, beginning with a letter or _";

/**
 * The environment of a service: references into its env files, later files on top, and above them what `env`
 * says. Of env files only the names are taken: values that are secrets for many are read at the start.
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
    const value = name === unholdable ? "" : (file.env?.[name] ?? "");
    if (!isLegal(name, value))
      report.say(keyAt, `${show(name)} can't be the name of a variable`, howToName(name));
    if (typeof value === "string") return [[name, value]];
    const secret = secretOf(entry(located, "secret") ?? located, report);
    return secret ? [[name, { secret }]] : [];
  });
  return Object.fromEntries([...fromFiles, ...own]);
};
