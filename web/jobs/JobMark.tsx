import type { Job } from "../api/jobs.ts";
import { shownStateOf } from "../live/shownState.ts";
import { StateMark } from "../ui/icons/StateMark.tsx";
import { stateOf } from "./words.ts";

/** What a job is doing, with its mark: a chip if it needs attention. */
export const JobMark = ({ job }: { readonly job: Job }) => (
  <StateMark state={shownStateOf(job)} words={stateOf(job)} />
);
