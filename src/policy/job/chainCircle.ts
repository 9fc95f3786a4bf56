import type { Chain } from "../../domain/tree/JobSettings.ts";

/** A job and the jobs that it runs after. */
interface Chained {
  readonly job: string;
  readonly chain: ReadonlyArray<Chain>;
}

/** That a job runs after another one, in words. */
export const chainInWords = (job: string, { job: cause, on }: Chain): string =>
  `${job} runs after ${cause}: ${on}`;

/** Jobs that would start each other for ever: each link of the circle, in words. Null if there are none. */
export const chainCircle = (jobs: ReadonlyArray<Chained>): ReadonlyArray<string> | null => {
  const chains = new Map(jobs.map(({ job, chain }) => [job, chain]));
  const finished = new Set<string>();
  const underWay: Array<string> = [];
  const links: Array<string> = [];
  const visit = (job: string): ReadonlyArray<string> | null => {
    const since = underWay.indexOf(job);
    if (since >= 0) return links.slice(since);
    if (finished.has(job)) return null;
    underWay.push(job);
    for (const link of chains.get(job) ?? []) {
      links.push(chainInWords(job, link));
      const circle = visit(link.job);
      if (circle !== null) return circle;
      links.pop();
    }
    underWay.pop();
    finished.add(job);
    return null;
  };
  for (const job of chains.keys()) {
    const circle = visit(job);
    if (circle !== null) return circle;
  }
  return null;
};
