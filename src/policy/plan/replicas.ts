import type { Update } from "../../domain/tree/ChildSpec.ts";

/** How instances are updated by default: one at a time, each once the previous one is ready. */
export const defaultUpdate: Update = {
  maxParallel: 1,
  minHealthyTimeMs: 0,
  healthyDeadlineMs: 300_000,
};

/** The instances to add and to remove to get this number: the lowest free numbers are added, the highest removed first. */
export const scaleInstances = (
  ids: ReadonlyArray<string>,
  replicas: number,
): { readonly added: ReadonlyArray<string>; readonly removed: ReadonlyArray<string> } => {
  const numbers = ids.map((id) => Number(id.slice(1))).sort((a, b) => a - b);
  const removed = numbers.slice(replicas).reverse();
  const taken = new Set(numbers);
  const free = Array.from({ length: replicas }, (_, index) => index + 1).filter((n) => !taken.has(n));
  const added = free.slice(0, Math.max(0, replicas - numbers.length));
  const name = (number: number): string => `#${number}`;
  return { added: added.map(name), removed: removed.map(name) };
};
