// Preloaded into a daemon (`node --require`): at SIGUSR2, writes how many bytes are alive on its heap, found by collecting
// all that is not, to the file that LIVE_HEAP names.
const { renameSync, writeFileSync } = require("node:fs");
const { setFlagsFromString } = require("node:v8");
const { runInNewContext } = require("node:vm");

const { LIVE_HEAP: file } = process.env;
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

process.on("SIGUSR2", () => {
  collect();
  collect();
  writeFileSync(`${file}.new`, String(process.memoryUsage().heapUsed));
  renameSync(`${file}.new`, file);
});
