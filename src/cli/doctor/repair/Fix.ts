import type { MarkedProcess } from "../../../offline/doctor/processes.ts";

/** A repair that changes nothing a daemon or its children need. */
export type Fix =
  | {
      readonly kind: "set modes";
      readonly paths: ReadonlyArray<{ readonly path: string; readonly mode: number }>;
    }
  | { readonly kind: "make folders"; readonly paths: ReadonlyArray<string> }
  | { readonly kind: "write format" }
  | { readonly kind: "remove files"; readonly paths: ReadonlyArray<string> }
  | { readonly kind: "remove folders"; readonly paths: ReadonlyArray<string> }
  | { readonly kind: "end processes"; readonly processes: ReadonlyArray<MarkedProcess> }
  | { readonly kind: "move home" };
