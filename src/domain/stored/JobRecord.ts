import { JobState } from "../job/JobState.ts";
import { numberedFormat } from "./numbered.ts";

/** The moments in which format 1 had fractions of milliseconds if a run had ended while no daemon was there. */
const moments = new Set(["at", "endedAt", "succeededAt"]);

const inWholeMs = (key: string, value: unknown): unknown =>
  moments.has(key) && typeof value === "number" ? Math.floor(value) : value;

/** Format 2 has whole milliseconds, and ranges of instants that passed in a long pause. */
const toFormat2 = (stored: unknown): unknown => ({
  ...JSON.parse(JSON.stringify(stored), inWholeMs),
  passedEarlier: [],
});

const format = numberedFormat({ kind: "job", content: "state" }, JobState, [toFormat2]);

/** What was decided about a job as JSON, in the form in which it is stored. */
export const storedJob = format.write;

/** The job that was stored, in any format; left: this version can't read it. */
export const readStoredJob = format.read;
