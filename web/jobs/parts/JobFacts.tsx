import type { Job } from "../../api/jobs.ts";
import { duration } from "../../time/format.ts";
import { type Fact, FactList } from "../../ui/FactList.tsx";
import { declaredWords } from "../words.ts";

/** How a job is declared: when it runs, and what happens when it can't. */
export const JobFacts = ({ job }: { readonly job: Job }) => {
  const { schedules, overlap, pool, timeout_ms, parameters, chain, waiting } = job;
  const facts: ReadonlyArray<Fact> = [
    [
      "Schedule",
      schedules.length === 0
        ? "none"
        : schedules.map((schedule) => (
            <code key={declaredWords(schedule)} className="block">
              {declaredWords(schedule)}
            </code>
          )),
    ],
    ["After", chain.length === 0 ? null : chain.map(({ job: other, on }) => `${on} of ${other}`).join(", ")],
    ["Overlap", overlap],
    ["In line", waiting === 0 ? null : waiting],
    ["Pool", pool],
    ["Timeout", timeout_ms === null ? "none" : duration(timeout_ms)],
    ["Parameters", parameters.length === 0 ? null : parameters.map(({ name }) => name).join(", ")],
  ];
  return <FactList facts={facts} />;
};
