import type { AnswerOf } from "../../src/client/routes.ts";
import { request } from "./request.ts";

type Outcomes = AnswerOf<"POST /actions">;

/** Run a job now, with the values of some of its parameters. */
export const runJob = (path: string, parameters: Readonly<Record<string, string>>): Promise<Outcomes> =>
  request("POST /actions", { body: { verb: "run", paths: [path], parameters } });

/** Pause a job or a check. `until`: ISO 8601; null: until somebody resumes it. */
export const pauseChild = (path: string, until: string | null): Promise<Outcomes> =>
  request("POST /actions", { body: { verb: "pause", paths: [path], ...(until === null ? {} : { until }) } });

/** End the pause of a job or a check. */
export const resumeChild = (path: string): Promise<Outcomes> =>
  request("POST /actions", { body: { verb: "resume", paths: [path] } });

/** Skip the next instant of a job that is not skipped yet. */
export const skipNext = (path: string): Promise<Outcomes> =>
  request("POST /actions", { body: { verb: "skip_next", paths: [path] } });
