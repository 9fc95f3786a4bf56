// Lets Node know, on Linux, as little as on macOS. IMITATE_PROTECTED is a folder in which nothing may be opened (EPERM), as
// in one that macOS protects; its state may be read. IMITATE_WITHOUT is a program that Node doesn't find, such as perl,
// which a macOS to come lacks. IMITATE names what, separated by commas (all unless given):
// - fifo: the reader of a FIFO is told of data, never of the last writer's end
// - fsevents: a watched folder tells of writes to a file when that is closed. Linux doesn't tell Node of that; so the folder
//   of a run, whose program keeps its files open, tells of names that come and go only
"use strict";
const fs = require("node:fs");
const net = require("node:net");
const { basename, isAbsolute, join } = require("node:path");
const { syncBuiltinESMExports } = require("node:module");
const { getHeapStatistics } = require("node:v8");

// So does the path of node itself, which then is what was typed.
if (!isAbsolute(process.execPath)) {
  const places = (process.env.PATH ?? "").split(":").map((folder) => join(folder, process.execPath));
  process.execPath = fs.realpathSync(places.find((path) => fs.existsSync(path)));
}

const refuse = (code, path) => {
  throw Object.assign(new Error(`${code}: imitated, '${path}'`), { code, path });
};

const imitated = new Set((process.env.IMITATE ?? "fifo,fsevents").split(","));

// Node reads what is resident from /proc, except on macOS; without it, vitest's workers don't end. Kept open, since on macOS
// that takes no descriptor.
const statm = fs.openSync(join(process.env.IMITATION, "proc/self/statm"), "r");
const pages = Buffer.alloc(128);
const resident = () => {
  const length = fs.readSync(statm, pages, 0, pages.length, 0);
  return Number(pages.toString("latin1", 0, length).split(" ")[1]) * 4096;
};
process.memoryUsage = Object.assign(
  () => {
    const { total_heap_size, used_heap_size, external_memory } = getHeapStatistics();
    return {
      rss: resident(),
      heapTotal: total_heap_size,
      heapUsed: used_heap_size,
      external: external_memory,
      arrayBuffers: 0,
    };
  },
  { rss: resident },
);

if (imitated.has("fifo")) {
  const { push } = net.Socket.prototype;
  const isFifo = (descriptor) => {
    try {
      return fs.fstatSync(descriptor).isFIFO();
    } catch {
      return false;
    }
  };
  // The standard streams of a program are pipes of their own kind there: their end is told.
  const named = new WeakSet();
  const { on } = net.Socket.prototype;
  net.Socket.prototype.on = function (...args) {
    const descriptor = this._handle?.fd ?? -1;
    if (opened.has(descriptor) && isFifo(descriptor)) named.add(this);
    return on.apply(this, args);
  };
  net.Socket.prototype.push = function (chunk, ...rest) {
    return chunk === null && named.has(this) ? false : push.call(this, chunk, ...rest);
  };
  const opened = new Set();
  const { openSync, closeSync } = fs;
  fs.openSync = (...args) => {
    const descriptor = openSync(...args);
    opened.add(descriptor);
    return descriptor;
  };
  fs.closeSync = (descriptor) => {
    opened.delete(descriptor);
    closeSync(descriptor);
  };
}

if (imitated.has("fsevents")) {
  const { watch } = fs;
  fs.watch = (path, ...rest) => {
    const listener = rest.pop();
    if (!fs.existsSync(join(String(path), "alive"))) return watch(path, ...rest, listener);
    return watch(path, ...rest, (event, name) => {
      if (event === "rename") listener(event, name);
    });
  };
}

for (const name of ["openSync", "readFileSync", "readdirSync", "mkdirSync"]) {
  const original = fs[name];
  fs[name] = (path, ...rest) => {
    const guarded = process.env.IMITATE_PROTECTED;
    return guarded && String(path).startsWith(guarded) ? refuse("EPERM", path) : original(path, ...rest);
  };
}

const { accessSync } = fs;
fs.accessSync = (path, ...rest) => {
  const missing = process.env.IMITATE_WITHOUT;
  return missing && basename(String(path)) === missing ? refuse("ENOENT", path) : accessSync(path, ...rest);
};

syncBuiltinESMExports();
