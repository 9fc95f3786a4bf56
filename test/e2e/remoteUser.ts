import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Said } from "./sentinel.ts";

const program = join(import.meta.dirname, "../../dist/sentinel.js");
const answersQuestions = join(import.meta.dirname, "../fixtures/answersQuestions.py");

type Variables = Readonly<Record<string, string>>;

/** A user of daemons elsewhere: nothing names a home, and his logins are his own. */
export interface RemoteUser {
  /** Where his logins are stored. */
  readonly logins: string;
  /** What is set in his environment from now on. */
  readonly variables: Record<string, string>;
  readonly sentinel: (...args: ReadonlyArray<string>) => Promise<Said>;
  /** The same with something on standard input. */
  readonly pipe: (input: string, ...args: ReadonlyArray<string>) => Promise<Said>;
  /** The same on a terminal, where these questions are answered; what it has shown, and its exit code at last. */
  readonly onTerminal: (
    answers: ReadonlyArray<readonly [question: string, answer: string]>,
    ...args: ReadonlyArray<string>
  ) => Promise<string>;
  /** A `sentinel` that stays, with what it prints. */
  readonly stay: (...args: ReadonlyArray<string>) => {
    readonly process: ChildProcess;
    readonly out: () => string;
  };
  readonly leave: () => void;
}

export const makeRemoteUser = (): RemoteUser => {
  const folder = mkdtempSync(join(tmpdir(), "sentinel-remote-"));
  const variables: Record<string, string> = {};
  const { SENTINEL_HOME: _, SENTINEL_TREE: __, SENTINEL_URL: ___, ...inherited } = process.env;
  const run = (
    file: string,
    args: ReadonlyArray<string>,
    input: string,
    more: Variables = {},
  ): Promise<Said> =>
    new Promise((resolve) => {
      const env = { ...inherited, HOME: folder, NO_COLOR: "1", ...more, ...variables };
      const child = execFile(file, [...args], { cwd: folder, env }, (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, out, err }),
      );
      child.stdin?.end(input);
    });
  return {
    logins: join(folder, ".sentinel/credentials.json"),
    variables,
    sentinel: (...args) => run(process.execPath, [program, ...args], ""),
    pipe: (input, ...args) => run(process.execPath, [program, ...args], input),
    onTerminal: async (answers, ...args) => {
      const typed = [answersQuestions, JSON.stringify(answers), process.execPath, program, ...args];
      return (await run("python3", typed, "", { TERM: "xterm" })).out;
    },
    stay: (...args) => {
      const env = { ...inherited, HOME: folder, NO_COLOR: "1", ...variables };
      const child = spawn(process.execPath, [program, ...args], {
        ...{ cwd: folder, env },
        stdio: ["ignore", "pipe", "ignore"],
      });
      let out = "";
      child.stdout.on("data", (chunk) => {
        out += chunk;
      });
      return { process: child, out: () => out };
    },
    leave: () => rmSync(folder, { recursive: true, force: true }),
  };
};
