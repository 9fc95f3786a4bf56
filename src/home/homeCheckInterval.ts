/** How often a daemon checks that its home and socket still exist, in ms. */
export const homeCheckInterval = 1_000;
