import type { Update } from "../../domain/ChildSpec.ts";

/** How instances are exchanged where nothing is said of it: each once the one before it is ready. */
export const oneAfterTheOther: Update = {
  maxParallel: 1,
  minHealthyTimeMs: 0,
  healthyDeadlineMs: 300_000,
};

/** Which instances come and which go, so that there are so many: free low numbers come, the highest go first. */
export const scaling = (
  ids: ReadonlyArray<string>,
  replicas: number,
): { readonly coming: ReadonlyArray<string>; readonly going: ReadonlyArray<string> } => {
  const numbers = ids.map((id) => Number(id.slice(1))).sort((a, b) => a - b);
  const going = numbers.slice(replicas).reverse();
  const taken = new Set(numbers);
  const free = Array.from({ length: replicas }, (_, index) => index + 1).filter((n) => !taken.has(n));
  const coming = free.slice(0, Math.max(0, replicas - numbers.length));
  const name = (number: number): string => `#${number}`;
  return { coming: coming.map(name), going: going.map(name) };
};
