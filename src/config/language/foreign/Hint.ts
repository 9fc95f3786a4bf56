/** What to write instead of some keys of other tools, which are separated by white space. */
export type Hint = readonly [hint: string, keys: string];
