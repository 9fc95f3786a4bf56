import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync } from "node:fs";
import { CliError, exitCode } from "../../client/client.ts";

/** The size limit of a file: real configurations have a few thousand bytes. */
const maxBytes = 1_000_000;

/** A file's text, or why it can't be read, to complete the sentence "NAME …". */
export const tryRead = (file: string): { readonly text: string } | { readonly why: string } => {
  try {
    if (!existsSync(file)) return { why: "does not exist" };
    return { text: readSource(file) };
  } catch (error) {
    const { message } = error as Error;
    return { why: `can't be read: ${message.slice(message.indexOf(":1:1: ") + ":1:1: ".length)}` };
  }
};

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "the file does not exist",
  EACCES: "permission denied",
  EISDIR: "it is a directory; name a file in it",
  ELOOP: "a loop of symbolic links",
};

const refuse = (file: string, why: string): never => {
  throw new CliError(exitCode.invalid, `${file}:1:1: ${why}`);
};

const decoded = (file: string, bytes: Buffer): string => {
  if (bytes.subarray(0, 6).toString("latin1") === "bplist")
    return refuse(file, `it is a binary property list; convert it first: plutil -convert xml1 ${file}`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refuse(file, "it is not UTF-8 text; convert it first: iconv -t utf-8");
  }
};

const tooLarge = (file: string, bytes: number): never =>
  refuse(file, `it has ${bytes} bytes, more than the limit of ${maxBytes}; split it`);

/** Read standard input to its end, with the limits of a file; `name`: what it is called in messages. */
export const readInput = (name: string): string => {
  const bytes = readFileSync(0);
  return bytes.length > maxBytes ? tooLarge(name, bytes.length) : decoded(name, bytes);
};

/** Read a text file. Anything but a regular file of a sensible size in UTF-8 is refused at once. */
export const readSource = (file: string): string => {
  let descriptor: number;
  try {
    // Opening a FIFO without a writer would block forever.
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    return refuse(file, reasons[code] ?? message);
  }
  try {
    const facts = fstatSync(descriptor);
    if (facts.isDirectory()) return refuse(file, "it is a directory; name a file in it");
    if (!facts.isFile()) return refuse(file, "it is not a regular file");
    if (facts.size > maxBytes) return tooLarge(file, facts.size);
    return decoded(file, readFileSync(descriptor));
  } finally {
    closeSync(descriptor);
  }
};
