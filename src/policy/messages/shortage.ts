/** Resource shortages by error code, as text. */
const shortages: ReadonlyMap<string, string> = new Map([
  ["ENOSPC", "no space left on the disk"],
  ["EDQUOT", "the disk quota is used up"],
  ["EMFILE", "the daemon has too many files open"],
  ["ENFILE", "the machine has too many files open"],
  ["ENOMEM", "not enough memory"],
  ["EAGAIN", "no new process can be started"],
  // Not the system's: the adapter's, whatever the system said.
  ["HOME", "the home of the daemon can't be written"],
]);

/**
 * The resource that was short when the system refused a start; null if the refusal had another reason. A shortage is
 * not the child's fault, restarting other children can't fix it, and it may pass by itself.
 */
export const shortageOf = (code: string): string | null => shortages.get(code) ?? null;
