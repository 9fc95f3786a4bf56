import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** The folder of the imitation of macOS that the tests run in. */
const folder = process.env.IMITATION ?? "";

/** While a test runs, its own variables are these, too. */
export const withVariables = (variables: Readonly<Record<string, string>>): void => {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  onTestFinished(() => {
    for (const name of Object.keys(variables)) delete process.env[name];
    Object.assign(process.env, before);
  });
};

/** The clock was corrected by this many seconds. */
export const stepClock = (seconds: number): void => {
  const file = join(folder, "clock-step");
  writeFileSync(file, String(seconds));
  onTestFinished(() => rmSync(file));
};

/** What comes of it while ps fails, as in a sandbox that forbids programs of other users. */
export const whilePsFails = async <A>(act: () => A | Promise<A>): Promise<A> => {
  const file = join(folder, "ps-fails");
  writeFileSync(file, String(process.pid));
  try {
    return await act();
  } finally {
    rmSync(file);
  }
};

/** The arguments of this process's calls of ps while something was done. */
export const psDuring = async (act: () => Promise<unknown>): Promise<ReadonlyArray<string>> => {
  const asked = (): ReadonlyArray<string> =>
    readFileSync(join(folder, "ps-asked"), "utf8")
      .split("\n")
      .filter((line) => line.startsWith(`${process.pid} `));
  const before = asked().length;
  await act();
  return asked().slice(before);
};
