// Preloaded into a daemon (`node --require`): notes how long its event loop was held, with the wall time, in the
// file that LOOP_GAPS names. Gaps of 5 ms and more, a line each: start in ms since the epoch, length in ms.
const { appendFileSync } = require("node:fs");

const { LOOP_GAPS: file } = process.env;
delete process.env.LOOP_GAPS;
let last = performance.now();
setInterval(() => {
  const now = performance.now();
  const gap = now - last;
  if (gap >= 5) appendFileSync(file, `${performance.timeOrigin + last} ${gap}\n`);
  last = performance.now();
}, 1).unref();
