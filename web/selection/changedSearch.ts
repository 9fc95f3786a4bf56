type Search = Readonly<Record<string, unknown>>;

/** The search part of an address after changes of some of its parameters; empty ones are left out. */
export const changedSearch = (
  before: Search,
  changes: Readonly<Record<string, string | undefined>>,
): Search =>
  Object.fromEntries(
    Object.entries({ ...before, ...changes }).filter(([, value]) => value !== undefined && value !== ""),
  );
