// Is ready only after some seconds, and says so with a newline on file descriptor 3 (s6's protocol).
// Shows: that starting is not over until the program says so.
import { closeSync, writeSync } from "node:fs";

const [seconds] = process.argv.slice(2);
console.log("loading …");
setTimeout(() => {
  writeSync(3, "\n");
  closeSync(3);
  console.log("loaded");
  setInterval(() => undefined, 60_000);
}, Number(seconds) * 1000);
