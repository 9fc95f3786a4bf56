/** Headers of an answer with a secret, which no cache may store. */
export const unstored = { "cache-control": "no-store" } as const;
