import { readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";

const registrations = "/proc/sys/fs/binfmt_misc";

/** A format that the kernel passes to another program, such as qemu or Wine (binfmt_misc). */
type Registration =
  | { readonly by: "bytes"; readonly offset: number; readonly magic: Buffer; readonly mask: Buffer | null }
  | { readonly by: "name"; readonly ending: string };

const parse = (text: string): Registration | null => {
  if (!/^enabled$/m.test(text)) return null;
  const ending = /^extension (\.\S+)$/m.exec(text)?.[1];
  if (ending !== undefined) return { by: "name", ending };
  const magic = /^magic ([0-9a-f]+)$/m.exec(text)?.[1];
  if (magic === undefined) return null;
  const mask = /^mask ([0-9a-f]+)$/m.exec(text)?.[1];
  return {
    by: "bytes",
    offset: Number(/^offset (\d+)$/m.exec(text)?.[1] ?? 0),
    magic: Buffer.from(magic, "hex"),
    mask: mask === undefined ? null : Buffer.from(mask, "hex"),
  };
};

const takes = (registration: Registration, file: string, head: Buffer): boolean => {
  if (registration.by === "name") return extname(file) === registration.ending;
  const { offset, magic, mask } = registration;
  return magic.every((byte, index) => {
    const bits = mask?.[index] ?? 0xff;
    return ((head[offset + index] ?? 0) & bits) === (byte & bits);
  });
};

const textsIn = (directory: string): ReadonlyArray<string> => {
  try {
    return readdirSync(directory)
      .filter((name) => name !== "register" && name !== "status")
      .map((name) => readFileSync(`${directory}/${name}`, "latin1"));
  } catch {
    // Not Linux, or not visible in this container.
    return [];
  }
};

/** Whether the kernel has an interpreter registered for this format. */
export const isRegistered = (file: string, head: Buffer, directory = registrations): boolean =>
  textsIn(directory).some((text) => {
    const registration = parse(text);
    return registration !== null && takes(registration, file, head);
  });
