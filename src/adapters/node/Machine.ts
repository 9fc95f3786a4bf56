import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { Layer } from "effect";
import { Machine } from "../../ports/Machine.ts";

/** Made at the installation of a Linux; "" on other systems. machine-id(5): it is not to be shown, so a digest is. */
const machineId = (): string => {
  try {
    return readFileSync("/etc/machine-id", "latin1").trim();
  } catch {
    return "";
  }
};

/** Machines that were copied with their id, such as containers of one image, have names of their own. */
export const layer: Layer.Layer<Machine> = Layer.sync(Machine, () =>
  Machine.of({ key: createHash("sha256").update(`sentinel ${machineId()} ${hostname()}`).digest("hex") }),
);
