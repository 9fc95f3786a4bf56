import { existsSync } from "node:fs";
import { join } from "node:path";
import { Context, Effect, Layer, Queue } from "effect";
import { type Retention, retentionOf } from "../../domain/stored/Retention.ts";
import { database as databaseName, earlierDatabases } from "../../home/files.ts";
import { CrashPoints } from "../../ports/home/CrashPoints.ts";
import type { Replacement } from "../../ports/home/Replacement.ts";
import { Accounts } from "../../ports/store/Accounts.ts";
import { CheckIns } from "../../ports/store/CheckIns.ts";
import { Journal } from "../../ports/store/Journal.ts";
import { Ledger } from "../../ports/store/Ledger.ts";
import { Revisions } from "../../ports/store/Revisions.ts";
import { Runs } from "../../ports/store/Runs.ts";
import { accountsIn } from "./Accounts.ts";
import { checkInsIn } from "./CheckIns.ts";
import { database } from "./file/database.ts";
import { migrations, readableSince } from "./file/schema.ts";
import { journalIn, leftJournalIn } from "./Journal.ts";
import { ledgerIn, leftLedgerIn, noLedger } from "./Ledger.ts";
import { revisionsIn } from "./Revisions.ts";
import { leftRunsIn, noRuns, runsIn } from "./Runs.ts";
import { ToldMark } from "./toldMark.ts";

interface StoreFile {
  readonly file: string;
  /** What is kept of it; left out: what is customary. */
  readonly retention?: Retention;
}

/** Everything that a daemon stores of its tree and its users, in one SQLite file. */
export const layer = ({
  file,
  retention = retentionOf(),
}: StoreFile): Layer.Layer<Journal | Revisions | Runs | Accounts | CheckIns | Ledger> =>
  Layer.scopedContext(
    Effect.gen(function* () {
      const replacements = yield* Queue.unbounded<Replacement>();
      const replaced = (replacement: Replacement): void => void replacements.unsafeOffer(replacement);
      const askFor = yield* database({ file, access: { migrations, replaced } });
      const events = askFor({ called: "the journal", meanwhile: "History is kept in memory meanwhile." });
      const trees = askFor({
        called: "the store of revisions",
        meanwhile: "The tree runs on; what changes now is not in its history.",
      });
      const runs = askFor({
        called: "the history of runs",
        meanwhile: "It is kept in memory meanwhile.",
      });
      const accounts = askFor({
        called: "the store of accounts",
        meanwhile: "Only the owner of the home gets in, by its socket.",
      });
      const checks = askFor({
        called: "the store of check-ins",
        meanwhile: "Reports count, but are kept in memory only.",
      });
      const jobs = askFor({
        called: "the ledger of the jobs",
        meanwhile: "Jobs go on; what is decided about them is kept in memory only.",
      });
      const told = new ToldMark(`${file}-told`);
      const crashPoint = yield* CrashPoints;
      return Context.make(Journal, journalIn(events, { told, crashPoint, retention, replacements })).pipe(
        Context.add(Revisions, revisionsIn(trees, retention)),
        Context.add(Runs, runsIn(runs, retention)),
        Context.add(Accounts, accountsIn(accounts)),
        Context.add(CheckIns, checkInsIn(checks)),
        Context.add(Ledger, ledgerIn(jobs, retention, crashPoint)),
      );
    }),
  );

/**
 * What is stored in a home that no daemon has now. Nothing is written, and a daemon that starts meanwhile is not held up.
 */
export const leftLayer = (home: string): Layer.Layer<Journal | Revisions | Runs | Ledger> =>
  Layer.scopedContext(existsSync(join(home, databaseName)) ? together(home) : apart(home));

const asJournal = { called: "the journal", meanwhile: "" };
const asRevisions = { called: "the store of revisions", meanwhile: "" };
const asLedger = { called: "the ledger of the jobs", meanwhile: "" };
const asRuns = { called: "the history of runs", meanwhile: "" };

const together = (home: string) =>
  Effect.map(
    database({
      file: join(home, databaseName),
      access: { reads: { from: readableSince, to: migrations.length } },
    }),
    (askFor) =>
      Context.make(Journal, leftJournalIn(askFor(asJournal))).pipe(
        Context.add(Revisions, revisionsIn(askFor(asRevisions))),
        Context.add(Runs, leftRunsIn(askFor(asRuns))),
        Context.add(Ledger, leftLedgerIn(askFor(asLedger))),
      ),
  );

/** As version 0.1 has it. The tables are the same, but early homes lack two, which are empty then. */
const apart = (home: string) =>
  Effect.gen(function* () {
    const [events, trees] = [join(home, earlierDatabases.journal), join(home, earlierDatabases.revisions)];
    const journal = leftJournalIn(
      (yield* database({ file: events, access: { reads: { from: 2, to: 2 } } }))(asJournal),
    );
    const revisions = revisionsIn(
      (yield* database({ file: trees, access: { reads: { from: 1, to: 1 } } }))(asRevisions),
    );
    const completeAfter = Effect.orElseSucceed(journal.completeAfter, () => 0);
    const failed = Effect.orElseSucceed(revisions.failed, () => []);
    return Context.make(Journal, { ...journal, completeAfter }).pipe(
      Context.add(Revisions, { ...revisions, failed }),
      Context.add(Runs, noRuns),
      Context.add(Ledger, noLedger),
    );
  });
