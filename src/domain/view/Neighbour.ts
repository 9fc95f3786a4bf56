/** A daemon of the same user on this machine, as its home tells. */
export interface Neighbour {
  /** Of its tree. */
  readonly name: string;
  readonly home: string;
  /** Where it is reached over TCP, or was; null: it is not. */
  readonly url: string | null;
  readonly state: "running" | "daemon killed" | "stopped";
  /** Whether it is the one that answers. */
  readonly own: boolean;
}
