import type { ReactNode } from "react";
import type { Job } from "../../api/jobs.ts";
import { duration } from "../../time/format.ts";
import { declaredWords } from "../words.ts";

/** How a job is declared: when it runs, and what happens when it can't. */
export const JobFacts = ({ job }: { readonly job: Job }) => {
  const { schedules, overlap, pool, timeout_ms, parameters, chain, waiting } = job;
  const facts: ReadonlyArray<readonly [name: string, value: ReactNode]> = [
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
  return (
    <dl className="facts">
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
};
