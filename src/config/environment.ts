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

/** A name that the system can carry. A secret's must get through a shell without becoming an argument. */
const isLegal = (name: string, value: string | object): boolean =>
  typeof value === "string"
    ? name !== "" && name !== "__proto__" && !/[=\0]/.test(name)
    : legalVariable.test(name);

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
    // Decoding puts a key of this name nowhere.
    const value = name === "__proto__" ? "" : (file.env?.[name] ?? "");
    if (!isLegal(name, value))
      report.say(
        keyAt,
        `${show(name)} can't be the name of a variable`,
        "use letters, digits and _, beginning with a letter or _",
      );
    if (typeof value === "string") return [[name, value]];
    const secret = secretOf(entry(located, "secret") ?? located, report);
    return secret ? [[name, { secret }]] : [];
  });
  return Object.fromEntries([...fromFiles, ...own]);
};
