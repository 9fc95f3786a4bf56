/**
 * How faithfully a setting of the source is imported: `exact`; `approximate`, the note says how it differs;
 * `unsupported`, the note says what to do; `unknown`, not a key of the source's format.
 */
export type Fidelity = "exact" | "approximate" | "unsupported" | "unknown";

/** The result for one key of the source. */
export interface Finding {
  /** The process, section or unit that the key belongs to. */
  readonly source: string;
  /** From 1; null for a default of the source that is made explicit, or if the line is unknown. */
  readonly line: number | null;
  readonly key: string;
  readonly fidelity: Fidelity;
  readonly note: string;
  /** The setting of `sentinel.yaml`, such as `children.web.stop.timeout`; null when there is none. */
  readonly target: string | null;
  /** Present for a default that the source doesn't override. */
  readonly isDefault?: true;
}
