import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { Layer } from "effect";
import { Machine } from "../../ports/machine/Machine.ts";

/** Generated when a Linux system is installed; "" on other systems. machine-id(5) forbids to expose it: only a digest is. */
const machineId = (): string => {
  try {
    return readFileSync("/etc/machine-id", "latin1").trim();
  } catch {
    return "";
  }
};

/** The host name distinguishes machines with the same id, such as containers of one image. */
export const layer: Layer.Layer<Machine> = Layer.sync(Machine, () =>
  Machine.of({ key: createHash("sha256").update(`sentinel ${machineId()} ${hostname()}`).digest("hex") }),
);
