import { type Finding, type Row, well } from "../Finding.ts";

/** What is stored in a home. */
export interface StoredFacts {
  readonly home: string;
  /** Whether a daemon has ever stored something here. */
  readonly isStored: boolean;
  /** Whether a daemon holds the home now. */
  readonly isHeld: boolean;
  /** The number in `format`; null: there is no such file; NaN: it has something else in it. */
  readonly format: number | null;
  readonly knownFormat: number;
  /** Null: it was not looked at, because there is none or a daemon uses it. */
  readonly database: {
    readonly file: string;
    readonly version: number | null;
    readonly knownVersion: number;
    /** What is damaged, or why it can't be opened; null: nothing. */
    readonly damage: string | null;
  } | null;
}

export const storedRows = {
  format: {
    subject: "stored data",
    title: "format",
    worst: "problem",
    finds:
      "the home was written by a newer Sentinel, which this one can't read; or the number of its format is missing, so that an older one would not notice",
    remedy: "Use the version that wrote it, or choose another --home.",
    fix: { does: "writes the number of the format where it is missing" },
  },
  database: {
    subject: "stored data",
    title: "database",
    worst: "problem",
    finds:
      "the database is damaged, or was written by a newer Sentinel. It is looked at when no daemon uses it",
    remedy:
      "Move it away with the files beside it, and the next daemon makes a new one: the children are adopted, what happened before is lost. Keep it, if you want to try `sqlite3 FILE .recover`.",
    fix: { leaves: "history and revisions would be lost" },
  },
} as const satisfies Record<string, Row>;

const judgeFormat = ({ home, isStored, isHeld, format, knownFormat }: StoredFacts): Finding => {
  if (format === null && isStored)
    return {
      id: "format",
      found: `the file ${home}/format is missing`,
      verdict: "warning",
      remedy: "The next daemon writes it again.",
      ...(isHeld ? { leaves: "a daemon uses the home" } : { fix: { kind: "write format" } as const }),
    };
  if (format === null) return well("format", "nothing is stored yet");
  if (Number.isNaN(format))
    return {
      id: "format",
      found: `the file ${home}/format has no number in it`,
      verdict: "problem",
      leaves: "which version wrote the home is not known",
    };
  return format > knownFormat
    ? {
        id: "format",
        found: `format ${format}, and this version knows ${knownFormat}`,
        verdict: "problem",
        leaves: "only the newer version knows the format",
      }
    : well("format", String(format));
};

const judgeDatabase = ({ isHeld, isStored, database }: StoredFacts): Finding => {
  if (database === null)
    return well(
      "database",
      isHeld
        ? "in use by the daemon, so not checked"
        : isStored
          ? "of an earlier version, so not checked"
          : "none yet",
    );
  const { file, version, knownVersion, damage } = database;
  if (version !== null && version > knownVersion)
    return {
      id: "database",
      found: `version ${version}, and this Sentinel knows ${knownVersion}`,
      verdict: "problem",
      remedy: "Use the version of Sentinel that wrote it, or choose another --home.",
      leaves: "only the newer version knows the format",
    };
  return damage === null
    ? well("database", "intact")
    : {
        id: "database",
        found: `${file}: ${damage}`,
        verdict: "problem",
        command: `mkdir ${file}.damaged && mv ${file} ${file}-* ${file}.damaged`,
      };
};

/** Judge what is stored in a home. */
export const judgeStored = (facts: StoredFacts): ReadonlyArray<Finding> => [
  judgeFormat(facts),
  judgeDatabase(facts),
];
