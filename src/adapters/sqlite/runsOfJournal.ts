/** What this version stores of the runs before it, from their transitions in the journal: a part of the fourth schema. */
export const runsOfJournal = `
  INSERT OR IGNORE INTO run (path, run, trigger, at, started_at, ended_at, outcome, reason, code, signal, by)
  WITH step AS MATERIALIZED (
    SELECT seq, at, subject, event ->> 'run' AS run, event ->> 'from' AS was, event ->> 'to' AS became,
           event ->> 'reason' AS reason, event ->> 'by' AS by,
           event ->> '$.exit.code' AS code, event ->> '$.exit.signal' AS signal
    FROM entry WHERE type = 'transition' AND event ->> 'run' IS NOT NULL
  ),
  -- A bare column has the value of the row with the minimum or maximum (sqlite.org/lang_select.html#bareagg).
  first AS (
    SELECT min(seq) AS seq, at, subject, run, was, became, by, reason FROM step GROUP BY subject, run
  ),
  last AS (
    SELECT max(seq) AS seq, subject, run, became FROM step GROUP BY subject, run
  ),
  ending AS (
    SELECT min(seq) AS seq, at, subject, run, was, became, reason, code, signal FROM step
    WHERE was IN ('starting', 'running', 'stopping') AND became NOT IN ('starting', 'running', 'stopping')
    GROUP BY subject, run
  )
  SELECT first.subject, first.run,
    CASE WHEN first.became <> 'starting' THEN 'start' WHEN first.by <> 'system' THEN 'request'
         WHEN first.was IN ('backoff', 'failed') THEN 'restart' ELSE 'start' END,
    first.at,
    -- Of the oldest run, the journal may have lost the start.
    CASE WHEN first.became = 'starting' THEN first.at END,
    ending.at,
    CASE WHEN ending.seq IS NULL THEN
           CASE WHEN last.became IN ('starting', 'running', 'stopping') THEN 'running' ELSE 'lost' END
         WHEN ending.was = 'stopping' AND ending.signal = 'SIGKILL' AND ending.became <> 'backoff' THEN 'killed'
         WHEN ending.was = 'stopping' AND ending.became = 'backoff' THEN 'timed_out'
         WHEN ending.was = 'stopping' OR ending.became = 'stopped' THEN 'stopped'
         WHEN ending.became = 'finished' OR ending.code = 0 THEN 'succeeded'
         ELSE 'failed' END,
    coalesce(ending.reason, first.reason), ending.code, ending.signal, first.by
  FROM first JOIN last USING (subject, run) LEFT JOIN ending USING (subject, run)
  ORDER BY first.seq`;
