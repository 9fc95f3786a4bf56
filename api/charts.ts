import { type Chart, chartOf } from "../machines/edges.ts";
import { machines } from "../machines/machines.ts";

/** The chart of a kind of node. */
export interface HashedChart extends Chart {
  readonly kind: string;
  /** SHA-256 of the chart as JSON, hexadecimal. */
  readonly hash: string;
}

const sha256 = async (text: string): Promise<string> => {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
};

const hashed = async (kind: string, chart: Chart): Promise<HashedChart> => ({
  ...{ kind, hash: await sha256(JSON.stringify(chart)) },
  ...chart,
});

let made: Promise<ReadonlyArray<HashedChart>> | null = null;

/** The charts of all kinds of node. They are part of the program, so they are made once. */
export const charts = (): Promise<ReadonlyArray<HashedChart>> => {
  made ??= Promise.all(Object.entries(machines).map(([kind, machine]) => hashed(kind, chartOf(machine))));
  return made;
};
