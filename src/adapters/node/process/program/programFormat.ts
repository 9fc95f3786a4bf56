import { closeSync, constants, openSync, readSync, type Stats, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { CannotRun } from "../../../../domain/Errors.ts";
import { kernel } from "../../../../system.ts";
import { isRegistered } from "./binfmt.ts";
import { isElf, isForThisMachine, readElf } from "./elf.ts";

/** Enough of a file for the header of a program and the name of its loader. */
const headerSize = 4096;

/** How many bytes the kernel reads for a `#!` line. */
const kernelHeaderSize = 256;

/** How many interpreters may be scripts themselves (`BINPRM_MAX_RECURSION`). */
const maxInterpreterDepth = 4;

/** The beginning of a file; null if it is not readable, which is legal for a binary. */
const headOf = (file: string): Buffer | null => {
  try {
    const descriptor = openSync(file, constants.O_RDONLY);
    try {
      const head = Buffer.alloc(headerSize);
      return head.subarray(0, readSync(descriptor, head, 0, head.length, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return null;
  }
};

const statOf = (path: string): Stats | null => {
  try {
    return statSync(path);
  } catch {
    return null;
  }
};

const notAProgram = (message: string): CannotRun => new CannotRun({ problem: "ENOEXEC", message });
const badInterpreter = (message: string): CannotRun => new CannotRun({ problem: "bad_interpreter", message });

const forMacOs = "a program for macOS; get the one for this system";

/** Formats by their first bytes, in hexadecimal, that this system does not run. */
const foreign: ReadonlyArray<readonly [string, string]> = [
  ["4d5a", "a program for Windows; get the one for this system"],
  ["7f454c46", "a program for Linux; get the one for this system"],
  ...["feedface", "feedfacf", "cefaedfe", "cffaedfe"].map((magic) => [magic, forMacOs] as const),
  ["504b0304", "a ZIP archive; a .jar is run with `java -jar`, anything else must be unpacked"],
  ["1f8b", "a gzip archive; unpack it"],
  ["0061736d", "a WebAssembly module; run it with a runtime for those"],
  ["fffe", "a text in UTF-16; save it as UTF-8"],
  ["feff", "a text in UTF-16; save it as UTF-8"],
];

const universalMagic = 0xcafebabe;

/** The oldest version of Java class files; no program is built for as many processors. */
const oldestJavaVersion = 45;

/**
 * macOS programs for several processors begin like Java class files; the next word is the number of processors, or
 * the version.
 */
const universalKind = (head: Buffer): string | null => {
  if (head.length < 8 || head.readUInt32BE(0) !== universalMagic) return null;
  return head.readUInt32BE(4) < oldestJavaVersion ? forMacOs : "a Java class; run it with `java`";
};

const foreignKind = (head: Buffer): string | null => {
  const start = head.toString("hex", 0, 8);
  return universalKind(head) ?? foreign.find(([magic]) => start.startsWith(magic))?.[1] ?? null;
};

/**
 * Polyglot programs that are also shell scripts and must be passed to a shell (Cosmopolitan's `MZqFpD='`). env and
 * setsid do that with every file that the kernel refuses.
 */
const isPolyglotScript = (start: string): boolean => /^(MZqFpD='|jartsr=')/.test(start);

/**
 * Why the kernel would refuse this file, by its first bytes; the programs before the command in the chain would pass
 * a refused file to a shell. Names in its first line are relative to `cwd`. Null if it is accepted.
 */
export const formatProblem = (file: string, cwd: string, depth = 0): CannotRun | null => {
  const head = headOf(file);
  if (head === null) return null;
  if (head.length === 0)
    return notAProgram(`${file} is empty; write the program into it, or correct command`);
  const start = head.toString("latin1", 0, kernelHeaderSize);
  if (start.startsWith("#!")) return firstLineProblem(file, start, cwd, depth);
  if (isPolyglotScript(start) || isRegistered(file, head)) return null;
  if (kernel === "linux" && isElf(head)) return elfProblem(file, head, cwd);
  return foreignProblem(file, head);
};

const foreignProblem = (file: string, head: Buffer): CannotRun | null => {
  const kind = foreignKind(head);
  if (kind === forMacOs && kernel === "darwin") return null;
  if (kind !== null) return notAProgram(`${file} is ${kind}`);
  const start = head.toString("latin1", 0, kernelHeaderSize);
  if (start.includes("\0"))
    return notAProgram(
      `${file} is not a program: this system knows no format that begins like it; correct command`,
    );
  const before = /^(\xef\xbb\xbf|\s+)#!/.exec(start)?.[1];
  if (before === undefined)
    return notAProgram(`${file} is not a program: it has no #! line; add one, such as #!/bin/sh`);
  const what = before.startsWith("\xef") ? "a byte order mark" : "blanks";
  return notAProgram(`${file} has ${what} before its #!; remove them, so that the file begins with #!`);
};

const elfProblem = (file: string, head: Buffer, cwd: string): CannotRun | null => {
  const elf = readElf(head);
  if (elf === null)
    return notAProgram(`${file} is a damaged program: its ELF header is cut off or wrong; get it anew`);
  if (elf.kind !== "program")
    return notAProgram(`${file} is not a program but ${elf.kind} (ELF); link it, or correct command`);
  if (!isForThisMachine(elf)) {
    const kind = `${elf.machine}${elf.bits === 32 && elf.machine !== "i386" ? ", 32 bits" : ""}`;
    return notAProgram(
      `${file} is a program for another machine (${kind}); get the one for this machine, or run it by an emulator such as qemu`,
    );
  }
  if (elf.loader === null || statOf(resolve(cwd, elf.loader))?.isFile()) return null;
  return badInterpreter(
    `${file} needs the loader ${elf.loader}, which does not exist: it was built for another C library or word size; install that, or get the program for this system`,
  );
};

/** Interpreters that treat a carriage return after their option as white space. */
const toleratesReturn = (interpreter: string, argument: string): boolean =>
  /^perl/.test(basename(interpreter)) ||
  (basename(interpreter) === "env" && /^-(S|-split-string)/.test(argument));

const firstLineProblem = (file: string, start: string, cwd: string, depth: number): CannotRun | null => {
  const line = start.slice(2).split("\n", 1)[0] ?? "";
  const [, interpreter = "", argument = ""] = /^[ \t]*([^ \t]*)[ \t]*(.*?)[ \t]*$/s.exec(line) ?? [];
  const isRunnable = (name: string): boolean => {
    const stats = name === "" ? null : statOf(resolve(cwd, name));
    return stats?.isFile() === true && (stats.mode & 0o111) !== 0;
  };
  if (interpreter.endsWith("\r") && !isRunnable(interpreter)) return windowsLineEnds(file);
  if (argument.endsWith("\r") && !toleratesReturn(interpreter, argument)) return windowsLineEnds(file);
  if (!isRunnable(interpreter))
    return badInterpreter(
      `${file} wants the interpreter ${interpreter || "(none)"}, which does not exist or is not executable; correct its first line`,
    );
  if (depth >= maxInterpreterDepth)
    return badInterpreter(`${file} is run by too many interpreters in a row; correct its first line`);
  const problem = formatProblem(resolve(cwd, interpreter), cwd, depth + 1);
  return problem && badInterpreter(`${file} can't be run by its interpreter: ${problem.message}`);
};

const windowsLineEnds = (file: string): CannotRun =>
  badInterpreter(
    `Windows line ends in the first line of ${file}: the system looks for an interpreter with a carriage return at the end of its name; convert the file (sed -i 's/\\r$//' ${file})`,
  );
