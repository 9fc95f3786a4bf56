import { Effect } from "effect";
import { type ChildPath, join, legalName } from "../../src/domain/tree/ChildPath.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { pathOfKey } from "./checkReports.ts";

/** What a ping address leads to, and the word at its end. */
export interface PingAddress {
  /** The check. */
  readonly path: ChildPath;
  /** Where it can be created, if it does not exist; null: it exists. */
  readonly missing: { readonly under: ChildPath; readonly name: string } | null;
  /** `start`, an exit code and so on; empty: a success. */
  readonly word: string;
}

/**
 * What a ping address leads to; null: to nothing. Behind the key of a check there may be a word; behind the key of a
 * supervisor that creates checks there are the name of one and perhaps a word.
 */
export const resolvePing = (key: string, [first, second]: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const base = yield* pathOfKey(key);
    if (base === null) return null;
    const target = yield* targetOf(base);
    if (target === "own" && second === undefined) return { path: base, missing: null, word: first ?? "" };
    if (target !== "by name" || first === undefined || !legalName.test(first)) return null;
    const path = join(base, first);
    const exists = (yield* targetOf(path)) === "own";
    return { path, missing: exists ? null : { under: base, name: first }, word: second ?? "" };
  }) satisfies Effect.Effect<PingAddress | null, unknown, unknown>;

const targetOf = (path: ChildPath) =>
  Effect.flatMap(Supervision, ({ pingTarget }) => Effect.orElseSucceed(pingTarget(path), () => null));
