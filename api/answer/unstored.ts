/** Headers of an answer with a secret: nobody on the way keeps it. */
export const unstored = { "cache-control": "no-store" } as const;
