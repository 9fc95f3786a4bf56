import { spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { CliError, exitCode } from "../client.ts";
import { evaluatorProgram } from "./evaluatorProgram.ts";

const wallTimeMs = 5_000;
const mostOutput = 5_000_000;
const heapMegabytes = 128;

/** What a script came to, and which variables of the environment it asked for without getting them. */
interface Evaluated {
  readonly value: unknown;
  readonly read: ReadonlyArray<string>;
}

/** Node's own limits: it may read the folder of the script, write nothing, and start no processes or threads. */
const flags = (folder: string): ReadonlyArray<string> => [
  process.allowedNodeEnvironmentFlags.has("--permission") ? "--permission" : "--experimental-permission",
  `--allow-fs-read=${join(folder, "*")}`,
  "--experimental-vm-modules",
  `--max-old-space-size=${heapMegabytes}`,
  "--no-warnings",
  "--no-addons",
];

const isModule = (file: string, code: string): boolean =>
  file.endsWith(".mjs") || (!file.endsWith(".cjs") && /^(export|import)\b/m.test(code));

/** Run the evaluator on a text; what it printed, or why it was ended. */
const run = (folder: string, input: string): Promise<string> =>
  new Promise((settle, reject) => {
    // Nothing of our environment: a configuration must not see secrets that it was not given.
    const child = spawn(process.execPath, [...flags(folder), "-e", evaluatorProgram], {
      cwd: folder,
      env: {},
      stdio: ["pipe", "pipe", "pipe"],
    });
    const chunks: Array<Buffer> = [];
    let size = 0;
    let because = "it ended before it came to a value: it may need more than 128 MB";
    const end = (why: string): void => {
      because = why;
      child.kill("SIGKILL");
    };
    const timer = setTimeout(() => end(`it had not ended after ${wallTimeMs / 1000} s`), wallTimeMs);
    child.stdout.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > mostOutput) end("it comes to more than 5 MB");
      else chunks.push(chunk);
    });
    child.stderr.resume();
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    child.on("error", reject);
    child.on("close", () => {
      clearTimeout(timer);
      const text = Buffer.concat(chunks).toString("utf8");
      if (text === "" || child.signalCode !== null) reject(new Error(because));
      else settle(text);
    });
  });

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};

/** `:line` of an error in the script itself, as far as its stack tells. */
const placeIn = (file: string, stack: string): string => {
  const found = stack.split("\n").find((line) => line.includes(`${file}:`));
  const [, line = "1", column = "1"] = /:(\d+)(?::(\d+))?\)?$/.exec(found?.trim() ?? "") ?? [];
  return `${line}:${column}`;
};

/**
 * What a JavaScript configuration exports, evaluated in a child process: its own context, Node's permission model,
 * an empty environment, 128 MB of heap and five seconds. See docs/import.md for what that does not limit.
 */
export const evaluate = async (file: string, code: string): Promise<Evaluated> => {
  const folder = realpathSync(dirname(resolve(file)));
  const whole = join(folder, basename(file));
  const refuse = (place: string, why: string): never => {
    throw new CliError(
      exitCode.invalid,
      `${file}:${place}: the script can't be evaluated: ${why}; export it as JSON otherwise`,
    );
  };
  const input = {
    file: whole,
    folder,
    code,
    isModule: isModule(file, code),
    processors: availableParallelism(),
  };
  const answer = await run(folder, JSON.stringify(input)).catch((error: Error) =>
    refuse("1:1", error.message),
  );
  const { value, read, error, stack } = record(JSON.parse(answer));
  if (typeof error === "string") return refuse(placeIn(whole, String(stack)), error);
  return { value: value ?? null, read: Array.isArray(read) ? read.map(String) : [] };
};
