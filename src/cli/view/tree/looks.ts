import type { ChildState } from "../../../domain/tree/State.ts";
import type { Tone } from "../../terminal/style.ts";

/** The shape shows the state and the colour repeats it; healthy states have calm colours. */
export const looks: Readonly<Record<ChildState, { readonly shape: string; readonly tone: Tone }>> = {
  running: { shape: "●", tone: "green" },
  starting: { shape: "◐", tone: "blue" },
  stopping: { shape: "◑", tone: "yellow" },
  backoff: { shape: "◌", tone: "yellow" },
  failed: { shape: "✕", tone: "red" },
  stopped: { shape: "○", tone: "dim" },
  finished: { shape: "✓", tone: "dim" },
};

/** A degraded supervisor has the colour of backoff. */
export const toneOf = (node: { readonly state: ChildState; readonly degraded?: unknown }): Tone =>
  node.state === "running" && node.degraded ? looks.backoff.tone : looks[node.state].tone;
