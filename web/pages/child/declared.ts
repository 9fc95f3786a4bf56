import type { AnswerOf } from "../../../src/client/routes.ts";

type Answer = AnswerOf<"GET /children/:path/config">;

/** A value of a declaration and where it comes from. */
export interface Declared {
  /** Its keys with dots between them. */
  readonly key: string;
  readonly value: string;
  /** `sentinel.yaml:12`, what has carried it, or `default`; null: the tree is not as its file says. */
  readonly origin: string | null;
  readonly isDefault: boolean;
  readonly isWithheld: boolean;
  /** It can be opened in an editor. */
  readonly isPlace: boolean;
}

const withheld = "(withheld)";

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const leavesOf = (value: unknown, keys: ReadonlyArray<string>): ReadonlyArray<readonly [string, unknown]> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
    ? Object.entries(value).flatMap(([key, one]) => leavesOf(one, [...keys, key]))
    : [[keys.join("."), value]];

/** The values of a declaration one by one: those that somebody wrote first, then the defaults. */
export const declaredIn = ({ declaration, origins }: Answer): ReadonlyArray<Declared> => {
  const all = leavesOf(declaration, []).map(([key, value]) => {
    const origin = origins?.[key] ?? null;
    return {
      ...{ key, value: textOf(value), origin },
      isDefault: origin === "default",
      isWithheld: value === withheld,
      isPlace: origin !== null && /:\d+$/.test(origin),
    };
  });
  return [...all.filter(({ isDefault }) => !isDefault), ...all.filter(({ isDefault }) => isDefault)];
};
