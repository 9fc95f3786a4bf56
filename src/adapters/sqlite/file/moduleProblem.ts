import { dirname } from "node:path";
import { SqliteClient } from "@effect/sql-sqlite-node";
import { Cause, Effect, Exit, Layer } from "effect";

/** `NODE_MODULE_VERSION 115`, of which Node's message has two: the one that the module has, and the one that is needed. */
const versions = /NODE_MODULE_VERSION (\d+)\.[\s\S]*NODE_MODULE_VERSION (\d+)/;

/** Why a native module can't be loaded, in the order in which errors cause each other: the innermost one. */
const innermost = (error: unknown): unknown =>
  error instanceof Error && error.cause !== undefined ? innermost(error.cause) : error;

/** What to say about an error of better-sqlite3; null: its native part is loaded. */
const sentence = (error: unknown): string | null => {
  const { code, message } = error as NodeJS.ErrnoException;
  const folder = dirname(__dirname);
  const advice = `\`npm rebuild better-sqlite3\` in ${folder} builds it for this one`;
  const [, built, needed] = versions.exec(message) ?? [];
  if (built !== undefined)
    return `better-sqlite3 was built for another Node (NODE_MODULE_VERSION ${built}) than ${process.execPath} (${needed}, ${process.version}); ${advice}`;
  if (message.startsWith("Could not locate the bindings file"))
    return `the native part of better-sqlite3 is missing; \`npm rebuild better-sqlite3\` in ${folder} builds it`;
  if (code === "ERR_DLOPEN_FAILED")
    return `better-sqlite3 can't be loaded by ${process.execPath} (${process.version}): ${message.split("\n")[0]}; ${advice}`;
  return null;
};

/**
 * Why no database can be opened by this Node, in one sentence: the native part of better-sqlite3 is missing, or was built
 * for another major version; null if it can.
 */
export const moduleProblem = async (): Promise<string | null> => {
  const opened = await Effect.runPromiseExit(
    Effect.scoped(Layer.build(SqliteClient.layer({ filename: ":memory:" }))),
  );
  return Exit.isSuccess(opened) ? null : sentence(innermost(Cause.squash(opened.cause)));
};
