/** Updates the reason of a hold. */
export const renewal = { guard: "ofThisHold", actions: "renewHold" } as const;
