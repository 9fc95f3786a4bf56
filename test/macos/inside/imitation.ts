import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** The folder of the imitation of macOS that the tests run in. */
const folder = process.env.IMITATION ?? "";

const put = (name: string, text: string): void => {
  writeFileSync(join(folder, name), text);
  onTestFinished(() => rmSync(join(folder, name)));
};

/** The clock was corrected by this many seconds. */
export const stepClock = (seconds: number): void => put("clock-step", String(seconds));

/** Ps fails from now on, with these words. */
export const letPsFail = (words: string): void => put("ps-fails", words);

/** The arguments of the calls of ps while something was done. */
export const psDuring = async (act: () => Promise<unknown>): Promise<ReadonlyArray<string>> => {
  const asked = (): ReadonlyArray<string> =>
    readFileSync(join(folder, "ps-asked"), "utf8").split("\n").slice(0, -1);
  const before = asked().length;
  await act();
  return asked().slice(before);
};
