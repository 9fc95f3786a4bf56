/** Those that have no name. */
const nameless = ["system", "file", "watch", "anonymous"];

/** The principal for a typed name, as in the log: `ann` is the user. */
export const principalOf = (typed: string): string =>
  typed.includes(":") || nameless.includes(typed) ? typed : `user:${typed}`;
