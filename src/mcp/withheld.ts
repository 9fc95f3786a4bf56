/** What stands for a value that an assistant does not get. */
export const withheld = "(withheld)";

/** Whether a field of a plan holds values of environment variables. */
export const isWithheldField = (field: string): boolean => /^env(\.|$)/.test(field);

type Declared = Readonly<Record<string, unknown>>;

const isDeclared = (value: unknown): value is Declared =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** References to secrets are kept: they say where one is, not what it is. */
const withoutValue = (value: unknown): unknown => (isDeclared(value) ? value : withheld);

const withoutValuesOf = (env: unknown): unknown =>
  isDeclared(env)
    ? Object.fromEntries(Object.entries(env).map(([name, value]) => [name, withoutValue(value)]))
    : withheld;

/**
 * A declaration without the values of environment variables, at any depth. People write passwords there, and what an assistant
 * reads leaves the machine.
 */
export const withoutEnvironment = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutEnvironment);
  if (!isDeclared(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === "env" ? withoutValuesOf(inner) : withoutEnvironment(inner),
    ]),
  );
};
