import type { AnswerOf, DocumentAddress } from "../client/routes.ts";
import type { Asking, Connection } from "./Connection.ts";

/** What stands for a value that an assistant does not get. */
const withheld = "(withheld)";

type Document = Readonly<Record<string, unknown>>;

const isDocument = (value: unknown): value is Document =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A reason without what has changed of the environment, and without the rest: nobody can tell where a value ends. */
export const withoutChange = (text: string): string =>
  text.replace(/\b(env(?:\.\S+)?) changed: .*/s, `$1 changed: ${withheld}`);

/** The variables without their values. References to secrets are kept: they say where one is, not what it is. */
const withoutVariables = (env: unknown): unknown =>
  isDocument(env)
    ? Object.fromEntries(
        Object.entries(env).map(([name, value]) => [name, isDocument(value) ? value : withheld]),
      )
    : withheld;

/** A change of a field in a plan. */
const isChangeOfEnvironment = ({ field }: Document): boolean =>
  typeof field === "string" && /^env(\.|$)/.test(field);

/** An answer of the API without the values of environment variables, wherever they stand. */
const withoutValues = (value: unknown): unknown => {
  if (typeof value === "string") return withoutChange(value);
  if (Array.isArray(value)) return value.map(withoutValues);
  if (!isDocument(value)) return value;
  if (isChangeOfEnvironment(value)) return { ...value, from: withheld, to: withheld };
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === "env" ? withoutVariables(inner) : withoutValues(inner),
    ]),
  );
};

/**
 * The same connection, whose answers hold no values of environment variables: people write passwords there, and what an
 * assistant reads leaves the machine. Lines of output are as the programs have printed them.
 */
export const withoutEnvironment = ({ identity, request }: Connection): Connection => ({
  identity,
  request: async <A extends DocumentAddress>(address: A, asking: Asking<A> = {}) => {
    const answer = await request(address, asking);
    return address === "GET /logs" ? answer : (withoutValues(answer) as AnswerOf<A>);
  },
});
