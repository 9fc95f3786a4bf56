import { spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { CliError, exitCode } from "../../client/client.ts";
import type { EnvironmentUse } from "../../config/import/draft/request.ts";
import { evaluatorProgram } from "./evaluatorProgram.ts";

const timeoutMs = 5_000;
const maxOutput = 5_000_000;
const heapMegabytes = 128;

/** The value of a script, and what it read from its environment. */
interface Evaluated {
  readonly value: unknown;
  readonly asked: EnvironmentUse;
}

/**
 * Limits by Node's permission model: the script may read its folder, write nothing, and start no processes or
 * threads.
 */
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

/** Run the evaluator; returns its output, or throws why it was killed. */
const run = (folder: string, input: string): Promise<string> =>
  new Promise((settle, reject) => {
    // An empty environment: a configuration must not see secrets that were not given to it.
    const child = spawn(process.execPath, [...flags(folder), "-e", evaluatorProgram], {
      cwd: folder,
      env: {},
      stdio: ["pipe", "pipe", "pipe"],
    });
    const chunks: Array<Buffer> = [];
    let size = 0;
    let reason = "it exited without a value; it may need more than 128 MB";
    const kill = (why: string): void => {
      reason = why;
      child.kill("SIGKILL");
    };
    const timer = setTimeout(() => kill(`it did not finish within ${timeoutMs / 1000} s`), timeoutMs);
    child.stdout.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxOutput) kill("its value is larger than 5 MB");
      else chunks.push(chunk);
    });
    child.stderr.resume();
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    child.on("error", reject);
    child.on("close", () => {
      clearTimeout(timer);
      const text = Buffer.concat(chunks).toString("utf8");
      if (text === "" || child.signalCode !== null) reject(new Error(reason));
      else settle(text);
    });
  });

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};

/** `line:column` of an error in the script, as far as its stack shows. */
const placeIn = (file: string, stack: string): string => {
  const found = stack.split("\n").find((line) => line.includes(`${file}:`));
  const [, line = "1", column = "1"] = /:(\d+)(?::(\d+))?\)?$/.exec(found?.trim() ?? "") ?? [];
  return `${line}:${column}`;
};

const textsOf = (value: unknown): ReadonlyArray<string> => (Array.isArray(value) ? value.map(String) : []);

/** A path relative to the folder. */
const relativeTo = (folder: string, path: string): string =>
  path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path.replace(/^(\.\/)+/, "");

/**
 * Evaluate a JavaScript configuration in a child process: a context of its own, Node's permission model, an empty
 * environment, 128 MB of heap and five seconds. docs/import.md says what that does not limit.
 */
export const evaluate = async (file: string, code: string): Promise<Evaluated> => {
  const folder = realpathSync(dirname(resolve(file)));
  const whole = join(folder, basename(file));
  const refuse = (place: string, why: string): never => {
    throw new CliError(
      exitCode.invalid,
      `${file}:${place}: the script can't be evaluated: ${why}; export the configuration as JSON instead`,
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
  const found = record(JSON.parse(answer));
  if (typeof found.error === "string") return refuse(placeIn(whole, String(found.stack)), found.error);
  const asked: EnvironmentUse = {
    variables: textsOf(found.read),
    wholeEnvironment: found.whole === true,
    envFiles: textsOf(found.envFiles).map((path) => relativeTo(folder, path)),
  };
  return { value: found.value ?? null, asked };
};
