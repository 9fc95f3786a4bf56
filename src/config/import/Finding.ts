/**
 * How well a setting of the source survives: `exact`; `approximate`, the note says how it differs;
 * `unsupported`, the note says what to do; `unknown`, the source format has no such key either.
 */
export type Fidelity = "exact" | "approximate" | "unsupported" | "unknown";

/** What became of one key of the source. */
export interface Finding {
  /** The process, section or unit that the key belongs to. */
  readonly source: string;
  /** Begins with 1; null for a default of the source that is written out, or where no line is known. */
  readonly line: number | null;
  readonly key: string;
  readonly fidelity: Fidelity;
  readonly note: string;
  /** The setting of `sentinel.yaml`, such as `children.web.stop.timeout`; null when there is none. */
  readonly target: string | null;
}
