import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CliError, exitCode } from "../../client/client.ts";
import { credentialsFile } from "../../home/files.ts";
import { describeError, errorCode, makeFolder } from "../../home/folders.ts";
import { treesFolder } from "../../home/knownTrees.ts";
import { replaceFile } from "../../home/replaceFile.ts";

/** The credentials for a daemon. */
export type Secret =
  | { readonly kind: "key"; readonly key: string }
  | {
      readonly kind: "session";
      /** In the form of the `cookie` header. */
      readonly cookie: string;
      readonly csrf: string;
      /** ISO 8601. */
      readonly expires_at: string;
    };

/** How this user reaches a daemon over TCP. */
export interface Login {
  /** `user:ann`, `key:ci`. */
  readonly principal: string;
  readonly secret: Secret;
  /** The trusted certificate; omitted: those that the system trusts. */
  readonly fingerprint?: string;
}

/** By the URL of the daemon. */
type Logins = Readonly<Record<string, Login>>;

const knownFormat = 1;

const fileOfLogins = (): string => join(treesFolder(), credentialsFile);

const unreadable = (why: string): CliError =>
  new CliError(
    exitCode.failed,
    `${fileOfLogins()} can't be read: ${why}; correct it, or remove it and log in again`,
  );

const parse = (text: string): Logins => {
  let found: { readonly format?: unknown; readonly logins?: unknown };
  try {
    found = JSON.parse(text);
  } catch {
    throw unreadable("it is not JSON");
  }
  if (found.format !== knownFormat) throw unreadable("it was written by another version");
  return (found.logins ?? {}) as Logins;
};

/** All logins of this user. */
export const readLogins = (): Logins => {
  try {
    return parse(readFileSync(fileOfLogins(), "utf8"));
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(errorCode(error))) return {};
    throw error instanceof CliError ? error : unreadable(describeError(error));
  }
};

const write = (logins: Logins): void => {
  const problem = makeFolder(treesFolder());
  const failure = (why: string): CliError =>
    new CliError(exitCode.failed, `the login can't be stored in ${fileOfLogins()}: ${why}`);
  if (problem !== null) throw failure(problem);
  try {
    replaceFile(fileOfLogins(), `${JSON.stringify({ format: knownFormat, logins }, null, 2)}\n`);
  } catch (error) {
    throw failure(describeError(error));
  }
};

/** Store the login for a URL in place of any earlier one, readable by this user alone. */
export const storeLogin = (url: string, login: Login): void => write({ ...readLogins(), [url]: login });

export const removeLogin = (url: string): void => {
  const { [url]: _, ...others } = readLogins();
  write(others);
};
