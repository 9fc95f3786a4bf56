import { JobState } from "../job/JobState.ts";
import { numberedFormat } from "./numbered.ts";

const format = numberedFormat({ kind: "job", content: "state" }, JobState);

/** What was decided about a job as JSON, in the form in which it is stored. */
export const storedJob = format.write;

/** The job that was stored, in any format; left: this version can't read it. */
export const readStoredJob = format.read;
