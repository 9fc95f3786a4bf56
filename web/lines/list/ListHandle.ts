/** Commands to a list. */
export interface ListHandle {
  /** Show a row, centred if possible. The list stops following. */
  readonly show: (position: number) => void;
  readonly followEnd: () => void;
  readonly focus: () => void;
}
