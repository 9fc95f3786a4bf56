import { SqliteClient } from "@effect/sql-sqlite-node";
import { Effect, Layer } from "effect";

/** Why a native module can't be loaded, in a few words. */
export const loadingProblem = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  const [, built, needed] = /NODE_MODULE_VERSION (\d+)[\s\S]*NODE_MODULE_VERSION (\d+)/.exec(message) ?? [];
  if (built !== undefined)
    return `built for another version of Node (module version ${built}; ${process.version} needs ${needed})`;
  return message.split("\n")[0] ?? message;
};

/** The error that the others come from. */
const innermost = (error: unknown): unknown =>
  error instanceof Error && error.cause !== undefined ? innermost(error.cause) : error;

const problemOf = (load: () => Promise<unknown>): Promise<string | null> =>
  load().then(
    () => null,
    (error: unknown) => loadingProblem(innermost(error)),
  );

const openDatabase = (): Promise<unknown> =>
  Effect.runPromise(Effect.scoped(Layer.build(SqliteClient.layer({ filename: ":memory:" }))));

/** Load each native module that a daemon needs; null: it can be loaded. */
export const nativeModules = async (): Promise<
  ReadonlyArray<{ readonly name: string; readonly problem: string | null }>
> => [
  { name: "better-sqlite3", problem: await problemOf(openDatabase) },
  { name: "argon2", problem: await problemOf(() => import("@node-rs/argon2")) },
];
