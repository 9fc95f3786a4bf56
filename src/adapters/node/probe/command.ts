import { type ChildProcess, spawn } from "node:child_process";
import type { Check } from "../../../domain/tree/ProbeSpec.ts";
import type { ProbedRun } from "../../../ports/machine/Prober.ts";
import type { EnvFileParser } from "../process/environment/secrets.ts";
import { beside } from "../process/start/beside.ts";
import { sendToGroup } from "../process/watch/send.ts";
import { failure, type Settle, success } from "./attempt.ts";

type CommandCheck = Extract<Check, { kind: "exec" }>;

interface World {
  readonly home: string;
  readonly parseEnvFile: EnvFileParser;
}

/** The last part of the output of a command that is kept for the message, in characters. */
const keptOutput = 200;

/**
 * One run of a command as the child itself is run: its user, folder and environment. It has a process group of its own,
 * which is killed when the command has exited or the attempt is interrupted. What has left the group has the mark of the
 * child's run, and is killed at the end of that.
 */
export const tryCommand = (
  { command }: CommandCheck,
  run: ProbedRun,
  world: World,
  settle: Settle,
): (() => void) => {
  const prepared = beside(command, run, world);
  if (typeof prepared === "string") {
    settle(failure(prepared));
    return () => undefined;
  }
  const { prefix, argv, options } = prepared;
  const [program = "", ...args] = [...prefix, ...argv];
  const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const lastWords = collectLastWords(child);
  const end = (): void => {
    if (child.pid !== undefined) sendToGroup(child.pid, "SIGKILL");
    child.stdout.destroy();
    child.stderr.destroy();
  };
  child.once("error", ({ message }) => settle(failure(`the command could not be started: ${message}`)));
  child.once("exit", (code, signal) => {
    end();
    if (code === 0) settle(success("exit code 0"));
    else settle(failure(`${signal === null ? `exit code ${code}` : `killed by ${signal}`}${lastWords()}`));
  });
  return end;
};

/** Reads what a command prints, and returns its last line for the message. */
const collectLastWords = ({ stdout, stderr }: ChildProcess): (() => string) => {
  let text = "";
  for (const stream of [stdout, stderr])
    stream?.on("data", (chunk: Buffer) => {
      text = `${text}${chunk.subarray(-keptOutput).toString("utf8")}`.slice(-keptOutput);
    });
  return () => {
    const line = text.trimEnd().split("\n").at(-1)?.trim() ?? "";
    return line === "" ? "" : `: ${line}`;
  };
};
