import { execFile } from "node:child_process";
import { homedir, userInfo } from "node:os";
import { join } from "node:path";
import type { Answer } from "./answers.ts";

/** What of the machine the services of launchd depend on. */
export interface Surroundings {
  /** Run a program to its end; null: it is not installed. */
  readonly run: (program: string, args: ReadonlyArray<string>) => Promise<Answer | null>;
  readonly uid: number;
  /** The folders of plists and of logs, by scope. */
  readonly definitions: { readonly user: string; readonly system: string };
  readonly logs: { readonly user: string; readonly system: string };
}

/** The exit code that a shell reports for a program that a signal ended. */
const endedBySignal = 128;

export const runProgram: Surroundings["run"] = (program, args) =>
  new Promise((resolve) => {
    execFile(program, args, { encoding: "utf8" }, (error, out, err) => {
      if (error !== null && error.code === "ENOENT") resolve(null);
      else resolve({ code: error === null ? 0 : Number(error.code ?? endedBySignal), out, err });
    });
  });

/** This machine, and this user. */
export const thisMachine = (): Surroundings => {
  const library = join(homedir() || userInfo().homedir, "Library");
  return {
    run: runProgram,
    uid: userInfo().uid,
    definitions: { user: join(library, "LaunchAgents"), system: "/Library/LaunchDaemons" },
    logs: { user: join(library, "Logs"), system: "/Library/Logs" },
  };
};
