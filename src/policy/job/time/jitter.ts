import type { Instants } from "../rules.ts";

/** FNV-1a, 32 bits: the same for the same text on every machine and in every version. */
const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
};

/** The delay of all instants of a job, in whole seconds below `jitterMs`; `key` names the job and the machine. */
export const delayOf = (key: string, jitterMs: number): number =>
  jitterMs < 1_000 ? 0 : (hash(key) % Math.floor(jitterMs / 1_000)) * 1_000;

/** The same instants, each later by this delay. */
export const delayed = (instants: Instants, delayMs: number): Instants =>
  delayMs === 0
    ? instants
    : {
        next: (after) => {
          const at = instants.next(after - delayMs);
          return at === null ? null : at + delayMs;
        },
        includes: (at) => instants.includes(at - delayMs),
      };
