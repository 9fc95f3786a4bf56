import { Effect } from "effect";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import { CheckIns } from "../../src/ports/store/CheckIns.ts";
import type { CheckIn } from "../../supervisors/Supervision.ts";
import { BadRequest } from "../answer/problem.ts";

/** How much of the text of a report is kept, in bytes. */
export const keptBody = 100_000;

/** How long ago a report may claim to have been sent, ms: a spool that was sent late. */
const oldestClaim = 30 * 86_400_000;

/** Why a claimed time is refused; null if it is not. One in the future counts as now. */
export const wrongClaim = (claimed: number | null, now: number): string | null => {
  if (claimed === null) return null;
  if (Number.isNaN(claimed))
    return "at is not a time: write it as 2026-01-31T08:00:00Z or in seconds since 1970";
  return now - claimed > oldestClaim ? "at is more than 30 days ago" : null;
};

/** A report with an exit code is a success if it is 0. */
export const kindOfExit = (exit: number): "success" | "fail" => (exit === 0 ? "success" : "fail");

/** The text of a report as it is kept. */
export const bodyPart = (body: string): Pick<CheckIn, "body" | "bodySize"> => {
  const bytes = Buffer.from(body);
  if (bytes.length === 0) return { body: null, bodySize: 0 };
  const kept = bytes.length > keptBody ? new TextDecoder().decode(bytes.subarray(0, keptBody)) : body;
  return { body: kept, bodySize: bytes.length };
};

/** The digest under which a key is stored: SHA-256, hexadecimal. */
export const digestOf = async (key: string): Promise<string> => {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key));
  return Buffer.from(hash).toString("hex");
};

/** A new key of 160 random bits, for an address. */
export const randomKey = (): string =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(20))).toString("base64url");

/** Fails with a wrong claim. */
export const checkClaim = (claimed: number | null, now: number): Effect.Effect<void, BadRequest> => {
  const message = wrongClaim(claimed, now);
  return message === null ? Effect.void : new BadRequest({ message, errors: [{ path: "at", message }] });
};

/** How much of a digest the index may show by how long it takes. */
const indexed = 4;

/** Whether two digests are the same, in a time that does not depend on where they differ. */
const isSameDigest = (one: string, other: string): boolean => {
  let difference = one.length ^ other.length;
  for (let at = 0; at < one.length; at += 1) difference |= one.charCodeAt(at) ^ other.charCodeAt(at);
  return difference === 0;
};

/** What a key belongs to: a check, or a supervisor that creates checks; null for an unknown key. */
export const pathOfKey = (key: string) =>
  Effect.gen(function* () {
    const digest = yield* Effect.promise(() => digestOf(key));
    const similar = yield* (yield* CheckIns).keysBeginning(digest.slice(0, indexed));
    const found = similar.filter((one) => isSameDigest(one.digest, digest));
    return (found[0]?.path ?? null) satisfies ChildPath | null;
  });
