// Preloaded into a daemon (`node --require`): notes how long its event loop was held, with the wall time, in the
// file that LOOP_GAPS names. Gaps of 5 ms and more, a line each: start in ms since the epoch, length in ms, and how
// much of that the main thread has worked, in ms: the rest of the time others had its processor.
const { appendFileSync, openSync, readSync } = require("node:fs");

const { LOOP_GAPS: file } = process.env;
delete process.env.LOOP_GAPS;

const schedstat = openSync("/proc/thread-self/schedstat");
const text = Buffer.alloc(64);
const worked = () =>
  Number.parseInt(text.toString("latin1", 0, readSync(schedstat, text, 0, 64, 0)), 10) / 1e6;

let last = performance.now();
let work = worked();
setInterval(() => {
  const gap = performance.now() - last;
  if (gap >= 5) appendFileSync(file, `${performance.timeOrigin + last} ${gap} ${worked() - work}\n`);
  last = performance.now();
  work = worked();
}, 1).unref();
