import { closeSync, constants, openSync, readFileSync, writeSync } from "node:fs";

/** The text of a file of a control group; null if there is no such file, or the group is gone. */
export const textOrNull = (file: string): string | null => {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return null;
  }
};

/** Write to a file of a control group, which only the kernel can make. Throws the system's error. */
export const writeTo = (file: string, text: string): void => {
  const descriptor = openSync(file, constants.O_WRONLY | constants.O_TRUNC);
  try {
    writeSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
};
