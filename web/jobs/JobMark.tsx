import type { Job } from "../api/jobs.ts";
import { Glyph } from "../ui/icons/Glyph.tsx";
import { markOf, stateOf } from "./words.ts";

/** What a job is doing, with its mark: a chip if it needs attention. */
export const JobMark = ({ job }: { readonly job: Pick<Job, "state" | "condition" | "schedules"> }) => {
  const mark = markOf(job);
  return (
    <span className={mark === "failed" || mark === "backoff" ? `chip s-${mark}` : "state-word"}>
      <Glyph state={mark} />
      {stateOf(job)}
    </span>
  );
};
