import { Effect } from "effect";
import { type JournalError, NoSuchRevision } from "../src/domain/Errors.ts";
import type { Revision, RevisionEntry } from "../src/domain/Revision.ts";
import { Revisions } from "../src/ports/Revisions.ts";

type Found = Effect.Effect<Revision, NoSuchRevision | JournalError, Revisions>;

const answersTo =
  (typed: string) =>
  ({ number, revision }: RevisionEntry): boolean =>
    String(number) === typed ||
    (typed.length >= 4 && (revision.startsWith(typed) || revision.startsWith(`sha256:${typed}`)));

const newestOf = (isMeant: (entry: RevisionEntry) => boolean, otherwise: string): Found =>
  Effect.gen(function* () {
    const revisions = yield* Revisions;
    const entry = (yield* revisions.list).findLast(isMeant);
    const found = entry && (yield* revisions.get(entry.number));
    return found ?? (yield* new NoSuchRevision({ message: otherwise }));
  });

/** The revision with this number, or the newest whose hash begins like this; without either, the newest. */
export const theRevision = (typed: string | undefined): Found =>
  typed === undefined
    ? newestOf(() => true, "there is no revision yet")
    : newestOf(answersTo(typed), `there is no revision ${typed}; \`sentinel config history\` lists them`);

/** The newest that is another tree than the current one. */
export const previousRevision: Found = Effect.flatMap(theRevision(undefined), ({ revision }) =>
  newestOf((entry) => entry.revision !== revision, "there is no older revision"),
);
