import { type ChildProcess, spawn } from "node:child_process";
import type { Check } from "../../../domain/tree/ProbeSpec.ts";
import type { ProbedRun } from "../../../ports/Prober.ts";
import { environmentOf } from "../process/environment/environment.ts";
import { forInstance } from "../process/environment/forInstance.ts";
import type { EnvFileParser } from "../process/environment/secrets.ts";
import { markOf } from "../process/records/runDirectory.ts";
import { portVariables } from "../process/records/runFacts.ts";
import { argvOf, preflight } from "../process/start/preflight.ts";
import { spawnIdentity } from "../process/start/startShim.ts";
import { groupsPrefix } from "../process/users/becomeUser.ts";
import { credentialsOf } from "../process/users/credentials.ts";
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
  const prepared = prepare(command, run, world);
  if (typeof prepared === "string") {
    settle(failure(prepared));
    return () => undefined;
  }
  const { program, args, options } = prepared;
  const child = spawn(program, args, { ...options, detached: true, stdio: ["ignore", "pipe", "pipe"] });
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

/** What to start; a string: why that is impossible. */
const prepare = (command: CommandCheck["command"], run: ProbedRun, { home, parseEnvFile }: World) => {
  const { path, spec, ports } = run;
  const mark = markOf(home, path, run.run);
  const resolved = forInstance({ path, run: run.run, spec: { ...spec, shutdown: 0 } });
  try {
    const who = credentialsOf(resolved.spec);
    const environment = { ...environmentOf(resolved, mark, who, parseEnvFile), ...portVariables(ports) };
    const own = { ...resolved.spec, command };
    const problem = preflight(own, who, environment.PATH ?? "");
    if (problem) return problem.message;
    const [program = "", ...args] = [...groupsPrefix(who), ...argvOf(own)];
    return { program, args, options: { cwd: spec.cwd, env: environment, ...spawnIdentity(who) } };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
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
