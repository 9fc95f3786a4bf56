// What becomes of the instants of jobs, found without the daemon's own words: from the ledger, the history of runs, and what the
// commands themselves have noted.

const secondMs = 1_000;

/** Numbers of each value. */
const countsOf = (values) => {
  const counts = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};

const repeated = (values) =>
  Object.entries(countsOf(values))
    .filter(([, count]) => count > 1)
    .map(([value]) => value);

/** A number of a run in its job, of a run of one of its slots: `job-1/#2@17` → `job-1 17`. */
const runOfJob = ({ path, run }) => `${path.replace(/\/?#\d+$/, "")} ${run}`;

/** The whole seconds within a time, which is when these jobs are expected to start. */
const secondsWithin = ({ from, until }) => {
  const seconds = [];
  for (let at = Math.ceil(from / secondMs) * secondMs; at < until; at += secondMs) seconds.push(at);
  return seconds;
};

/**
 * What is wrong: an instant without a row or with two, a row without an outcome, one that ran without a run, a run of two rows or
 * of none, a run that started no process or two. `noted`: a line for each process, as the commands have written them.
 */
export const wrongIn = ({ jobs, within, rows, runs, noted }) => {
  const wrongs = [];
  const keyOf = ({ job, instant }) => `${job} ${Date.parse(instant)}`;
  const keys = rows.map(keyOf);
  const there = new Set(keys);
  const expected = new Set();
  for (const job of jobs) for (const at of secondsWithin(within)) expected.add(`${job} ${at}`);
  for (const key of expected) if (!there.has(key)) wrongs.push(`lost: no row for ${key}`);
  for (const key of there) if (!expected.has(key)) wrongs.push(`not expected: a row for ${key}`);
  for (const key of repeated(keys)) wrongs.push(`doubled: two rows for ${key}`);
  for (const row of rows) if (row.outcome === "waiting") wrongs.push(`open: ${keyOf(row)} has no outcome`);
  const history = new Map(runs.map((run) => [runOfJob(run), run]));
  const started = rows.flatMap((row) => row.runs.map((run) => ({ row, key: `${row.job} ${run}` })));
  for (const key of repeated(started.map((one) => one.key))) wrongs.push(`doubled: two rows have run ${key}`);
  for (const { row, key } of started) {
    const run = history.get(key);
    if (!run) wrongs.push(`no run: ${key} of ${keyOf(row)} is not in the history`);
    else if (run.scheduled_for !== row.instant)
      wrongs.push(`other instant: ${key} was started for ${run.scheduled_for}, not ${row.instant}`);
    else if (run.outcome === "running") wrongs.push(`open: run ${key} has not ended`);
  }
  for (const { job, outcome, runs: numbers, instant } of rows)
    if ((outcome === "ran") !== numbers.length > 0)
      wrongs.push(`${outcome} with ${numbers.length} runs: ${job} ${instant}`);
  const known = new Set(started.map(({ key }) => key));
  for (const key of history.keys())
    if (!known.has(key)) wrongs.push(`no row: run ${key} is in the history only`);
  for (const line of repeated(noted)) wrongs.push(`doubled: two processes for run ${line}`);
  const processes = new Set(noted);
  for (const [key, { outcome }] of history)
    if (outcome === "succeeded" && !processes.has(key))
      wrongs.push(`no process: run ${key} has noted nothing`);
  return wrongs;
};

/** Numbers of the outcomes, with their reasons. */
export const outcomesOf = (rows) =>
  countsOf(rows.map(({ outcome, reason }) => (reason === null ? outcome : `${outcome}: ${reason}`)));

/** How much later than its instant each run was started, in ms, sorted. */
export const latenessOf = (runs) =>
  runs
    .filter(({ attempt, started_at }) => attempt === 1 && started_at !== null)
    .map(({ started_at, scheduled_for }) => Date.parse(started_at) - Date.parse(scheduled_for))
    .sort((a, b) => a - b);

export { countsOf };
