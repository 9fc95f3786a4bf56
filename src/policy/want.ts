/** What the system may be short of, by the name of its error, in words. */
const wants: ReadonlyMap<string, string> = new Map([
  ["ENOSPC", "no room on the disk"],
  ["EDQUOT", "the disk quota is used up"],
  ["EMFILE", "the daemon has too many files open"],
  ["ENFILE", "the machine has too many files open"],
  ["ENOMEM", "not enough memory"],
  ["EAGAIN", "no new process can be started"],
]);

/**
 * What a start has been refused for want of; null when the system had another reason. Such a want is no fault of
 * the child, starting other children again can't cure it, and it may pass by itself.
 */
export const wantOf = (code: string): string | null => wants.get(code) ?? null;
