import type { AnswerOf } from "../../../src/client/routes.ts";

type Answer = AnswerOf<"GET /children/:path/config">;

/** A value of a declaration with its origin. */
export interface Declared {
  /** Its keys, joined by dots. */
  readonly key: string;
  readonly value: string;
  /** `sentinel.yaml:12`, the command that set it, or `default`; null: the running tree differs from its file. */
  readonly origin: string | null;
  readonly isDefault: boolean;
  readonly isWithheld: boolean;
  /** Whether it can be opened in an editor. */
  readonly isPlace: boolean;
}

const withheld = "(withheld)";

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const leavesOf = (value: unknown, keys: ReadonlyArray<string>): ReadonlyArray<readonly [string, unknown]> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
    ? Object.entries(value).flatMap(([key, one]) => leavesOf(one, [...keys, key]))
    : [[keys.join("."), value]];

/** The values of a declaration: the declared ones first, then the defaults. */
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
