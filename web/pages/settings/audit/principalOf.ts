/** Those that have no name. */
const nameless = ["system", "file", "anonymous"];

/** A principal as the log has it, by what was typed: `ann` is the user. */
export const principalOf = (typed: string): string =>
  typed.includes(":") || nameless.includes(typed) ? typed : `user:${typed}`;
