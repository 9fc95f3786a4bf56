/** A word that completes the current one. */
export interface Candidate {
  readonly word: string;
  readonly description: string;
}
