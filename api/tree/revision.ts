import { Effect } from "effect";
import { type JournalError, NoSuchRevision } from "../../src/domain/Errors.ts";
import type { Revision, RevisionEntry } from "../../src/domain/stored/Revision.ts";
import { plan } from "../../src/policy/plan/plan.ts";
import { Revisions } from "../../src/ports/store/Revisions.ts";

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

/** The newest revision that is another tree than the current one. */
const previousRevision: Found = Effect.suspend(() =>
  Effect.flatMap(theRevision("newest"), ({ revision }) =>
    newestOf((entry) => entry.revision !== revision, "there is no older revision"),
  ),
);

/** The revision with this number, or the newest whose hash begins like this; or by a word for it. */
export const theRevision = (typed: "newest" | "previous" | (string & {})): Found => {
  if (typed === "newest") return newestOf(() => true, "there is no revision yet");
  if (typed === "previous") return previousRevision;
  return newestOf(answersTo(typed), `there is no revision ${typed}; \`sentinel config history\` lists them`);
};

/** What differs between two revisions. */
export const difference = (from: string, to: string) =>
  Effect.gen(function* () {
    const { tree: after, ...newer } = yield* theRevision(to);
    const { tree: before, ...older } = yield* theRevision(from);
    return { from: older, to: newer, ...plan(before, after) };
  });
