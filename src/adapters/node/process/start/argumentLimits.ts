import { readFileSync } from "node:fs";
import { CannotRun } from "../../../../domain/Errors.ts";

/** How large the arguments and environment of a program may be, in bytes (execve(2)). */
interface ArgumentLimits {
  /** One argument or variable, including its NUL. */
  readonly one: number;
  /** All of them together, including the pointers to them. */
  readonly all: number;
}

const pointerSize = 8;

/** The bytes that the programs before the command add to its arguments; mostly the shim. */
const shimOverhead = 8 * 1024;

/** AT_PAGESZ of the auxiliary vector: pairs of 64-bit words (getauxval(3)). */
const pageSize = (): number => {
  const vector = readFileSync("/proc/self/auxv");
  for (let at = 0; at + 16 <= vector.length; at += 16) {
    if (vector.readBigUInt64LE(at) === 6n) return Number(vector.readBigUInt64LE(at + 8));
  }
  return 4096;
};

const stackLimit = (): number => {
  const soft = /^Max stack size\s+(\S+)/m.exec(readFileSync("/proc/self/limits", "latin1"))?.[1];
  return Number(soft === "unlimited" ? Number.POSITIVE_INFINITY : (soft ?? 8 << 20));
};

/** Linux: 32 pages for one; a quarter of the stack for all, but not less than 128 KiB nor more than 6 MiB. */
const onLinux = (): ArgumentLimits => ({
  one: 32 * pageSize(),
  all: Math.max(128 * 1024, Math.min(6 << 20, Math.floor(stackLimit() / 4))),
});

/** macOS: ARG_MAX for all, no limit for one (not tested there). */
const elsewhere: ArgumentLimits = { one: Number.POSITIVE_INFINITY, all: 1 << 20 };

/** The limits of this system. A run inherits the daemon's stack limit. */
export const argumentLimits = (): ArgumentLimits => {
  try {
    return onLinux();
  } catch {
    return elsewhere;
  }
};

interface SizedText {
  /** In messages: "the variable PATH", "argument 2". */
  readonly name: string;
  /** In bytes, including the NUL. */
  readonly size: number;
}

const sizeOf = (text: string): number => Buffer.byteLength(text) + 1;

const formatCount = (bytes: number): string => bytes.toLocaleString("en-US");

const sum = (pieces: ReadonlyArray<SizedText>): number =>
  pieces.reduce((total, { size }) => total + size + pointerSize, 0);

const remedy = "put it into a file and give the program the file's name";

/**
 * Which of a run's arguments and variables the system would refuse as too large (E2BIG); null if none. Messages name
 * variables, never their values.
 */
export const sizeProblem = (
  argv: ReadonlyArray<string>,
  environment: Readonly<Record<string, string>>,
  limits: ArgumentLimits = argumentLimits(),
): CannotRun | null => {
  const isShell = argv[0] === "/bin/sh" && argv[1] === "-c" && argv.length === 3;
  const given = argv.map((text, index) => ({
    name: isShell && index === 2 ? "the command line" : `argument ${index} of the command`,
    size: sizeOf(text),
  }));
  const variables = Object.entries(environment).map(([name, value]) => ({
    name: `the variable ${name}`,
    size: sizeOf(`${name}=${value}`),
  }));
  const oversized = [...given, ...variables].find(({ size }) => size > limits.one);
  if (oversized)
    return tooLarge(
      `${oversized.name} has ${formatCount(oversized.size)} bytes, and the system takes at most ${formatCount(limits.one)} for one; ${remedy}`,
    );
  const room = limits.all - shimOverhead;
  const sizes = { arguments: sum(given), environment: sum(variables) };
  if (sizes.arguments + sizes.environment <= room) return null;
  const [who, size] =
    sizes.environment > room
      ? ["the variables of the environment", sizes.environment]
      : sizes.arguments > room
        ? ["the arguments", sizes.arguments]
        : ["the arguments and the environment", sizes.arguments + sizes.environment];
  const largest = [...given, ...variables].reduce((one, other) => (other.size > one.size ? other : one));
  return tooLarge(
    `${who} have ${formatCount(size)} bytes together, and the system takes at most ${formatCount(room)} (a quarter of the stack limit, ulimit -s); the largest is ${largest.name} with ${formatCount(largest.size)}; ${remedy}`,
  );
};

const tooLarge = (message: string): CannotRun => new CannotRun({ problem: "E2BIG", message });

/** The error if the system refuses them nevertheless. */
export const tooLargeForSystem = (): CannotRun =>
  tooLarge(`the arguments and the environment together are more than the system takes; ${remedy}`);
