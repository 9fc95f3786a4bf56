import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { CliError, exitCode } from "../client.ts";

/** Bytes of a file that are read: real configurations have a few thousand. */
const mostBytes = 1_000_000;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "you may not read it",
  EISDIR: "it is a directory: name a file in it",
  ELOOP: "its links lead in a circle",
};

const refuse = (file: string, why: string): never => {
  throw new CliError(exitCode.invalid, `${file}:1:1: ${why}`);
};

/** A file as text. Anything that is no ordinary file of a sensible size in UTF-8 is refused, at once. */
export const readSource = (file: string): string => {
  let descriptor: number;
  try {
    // A FIFO without a writer would block for ever.
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    return refuse(file, reasons[code] ?? message);
  }
  try {
    const facts = fstatSync(descriptor);
    if (facts.isDirectory()) return refuse(file, "it is a directory: name a file in it");
    if (!facts.isFile()) return refuse(file, "it is not an ordinary file");
    if (facts.size > mostBytes)
      return refuse(file, `it has ${facts.size} bytes; imports read up to ${mostBytes}: split it`);
    const bytes = readFileSync(descriptor);
    if (bytes.subarray(0, 6).toString("latin1") === "bplist")
      return refuse(file, `it is a binary property list; convert it first: plutil -convert xml1 ${file}`);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      return refuse(file, "it is not text in UTF-8; convert it first: iconv -t utf-8");
    }
  } finally {
    closeSync(descriptor);
  }
};
