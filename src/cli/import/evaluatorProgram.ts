/**
 * The program of the child process that evaluates a JavaScript configuration. It is text, because it is passed to
 * `node -e` and must not depend on bundling. Reads `{file, folder, code, isModule, processors}` as JSON on standard
 * input; prints `{value, read, whole, envFiles}` or `{error, stack}`.
 *
 * The configuration runs in a context of its own. The context's objects are created inside it, except one function
 * without a prototype that takes and returns text, so that no object leads out to Node's own modules.
 */
export const evaluatorProgram = String.raw`
"use strict";
const vm = require("node:vm"), fs = require("node:fs"), path = require("node:path");
const net = require("node:net"), dgram = require("node:dgram"), dns = require("node:dns");
const refuse = () => { throw new Error("a configuration has no network"); };
net.Socket.prototype.connect = net.Server.prototype.listen = dgram.createSocket = dns.lookup = refuse;
for (const name of ["fetch", "WebSocket", "EventSource"]) delete globalThis[name];
const { file, folder, code, isModule, processors } = JSON.parse(fs.readFileSync(0, "utf8"));

const load = (from, name) => {
  try {
    const wanted = path.resolve(from, name);
    const found = [wanted, wanted + ".js", wanted + ".cjs", wanted + ".json", wanted + "/index.js"]
      .find((one) => { try { return fs.statSync(one).isFile(); } catch { return false; } });
    if (!found) return JSON.stringify({ error: "there is no " + name + " in its folder" });
    if (!fs.realpathSync(found).startsWith(folder + path.sep)) return JSON.stringify({ error: name + " is outside of its folder" });
    return JSON.stringify({ path: found, folder: path.dirname(found), text: fs.readFileSync(found, "utf8"), json: found.endsWith(".json") });
  } catch (error) { return JSON.stringify({ error: String(error.message) }); }
};
Object.setPrototypeOf(load, null);

const bootstrap = (load, file, folder, processors) => {
  const read = new Set();
  const envFiles = new Set();
  let whole = false;
  const note = (target, key) => { if (typeof key === "string" && key !== "toJSON" && !Object.hasOwn(target, key)) read.add(key); };
  const env = new Proxy({}, {
    get: (target, key) => { note(target, key); return target[key]; },
    has: (target, key) => { note(target, key); return key in target; },
    ownKeys: (target) => { whole = true; return Reflect.ownKeys(target); },
  });
  const dotenv = (options) => {
    for (const one of [options?.path ?? ".env"].flat()) envFiles.add(String(one));
    return { parsed: {} };
  };
  const normal = (text) => {
    const parts = [];
    for (const part of text.split("/")) { if (part === "..") parts.pop(); else if (part !== "" && part !== ".") parts.push(part); }
    return (text.startsWith("/") ? "/" : "") + parts.join("/");
  };
  const paths = {
    sep: "/", delimiter: ":", normalize: normal,
    join: (...parts) => normal(parts.filter(Boolean).join("/")) || ".",
    resolve: (...parts) => normal(parts.reduce((whole, part) => (part.startsWith("/") ? part : whole + "/" + part), folder)),
    dirname: (text) => text.slice(0, Math.max(text.lastIndexOf("/"), text.startsWith("/") ? 1 : 0)) || ".",
    basename: (text, end = "") => { const name = text.slice(text.lastIndexOf("/") + 1); return end && name.endsWith(end) ? name.slice(0, -end.length) : name; },
    extname: (text) => /\.[^./]*$/.exec(text)?.[0] ?? "",
    isAbsolute: (text) => text.startsWith("/"),
  };
  paths.posix = paths;
  const modules = {
    path: paths,
    os: { cpus: () => Array.from({ length: processors }, () => ({ model: "", speed: 0 })), availableParallelism: () => processors,
      hostname: () => "", homedir: () => "", tmpdir: () => "/tmp", platform: () => "linux", EOL: "\n", totalmem: () => 0, freemem: () => 0 },
    dotenv: { config: dotenv, configDotenv: dotenv },
    "dotenv/config": {},
    url: { fileURLToPath: (url) => decodeURIComponent(String(url).replace(/^file:\/\//, "")) },
  };
  const cache = new Map();
  const requireFrom = (from) => (name) => {
    const known = modules[name.replace(/^node:/, "")];
    if (name === "dotenv/config") dotenv();
    if (known) return known;
    if (!/^[./]/.test(name)) throw new Error("a configuration may only require path, os, url, dotenv and files of its folder, not " + name);
    const found = JSON.parse(load(from, name));
    if (found.error) throw new Error(found.error);
    if (found.json) return JSON.parse(found.text);
    if (cache.has(found.path)) return cache.get(found.path).exports;
    const inner = { exports: {} };
    cache.set(found.path, inner);
    (0, eval)("(function (module, exports, require, __filename, __dirname) {" + found.text + "\n})")(
      inner, inner.exports, requireFrom(found.folder), found.path, found.folder);
    return inner.exports;
  };
  globalThis.process = { env, argv: ["node", file], argv0: "node", platform: "linux", version: "v20.0.0", versions: { node: "20.0.0" }, pid: 0, cwd: () => folder };
  globalThis.console = { log() {}, info() {}, warn() {}, error() {}, debug() {} };
  globalThis.module = { exports: {} };
  globalThis.exports = module.exports;
  globalThis.require = requireFrom(folder);
  globalThis.__filename = file;
  globalThis.__dirname = folder;
  return (value) => {
    const text = JSON.stringify(value);
    return JSON.stringify({ value: text === undefined ? null : JSON.parse(text), read: [...read], whole, envFiles: [...envFiles] });
  };
};

const limit = { timeout: 4000 };
const context = vm.createContext(Object.create(null));
const argumentsText = [file, folder, processors].map((one) => JSON.stringify(one)).join(",");
context.load = load;
const finish = vm.runInContext("(() => { const finish = (" + bootstrap + ")(globalThis.load," + argumentsText + "); delete globalThis.load; return finish; })()", context, limit);
context.finish = finish;

const evaluated = async () => {
  if (!isModule) {
    vm.runInContext(code, context, { ...limit, filename: file });
    return vm.runInContext("finish(module.exports)", context, limit);
  }
  const linked = (name) => {
    context.wanted = String(name);
    const names = JSON.parse(vm.runInContext("JSON.stringify(Object.keys(globalThis.got = require(wanted)))", context, limit));
    const made = new vm.SyntheticModule([...new Set(["default", ...names])], () => {
      context.wanted = String(name);
      for (const key of names) made.setExport(key, vm.runInContext("require(wanted)", context, limit)[key]);
      made.setExport("default", vm.runInContext("require(wanted)", context, limit));
    }, { context });
    return made;
  };
  const source = new vm.SourceTextModule(code, { context, identifier: file, initializeImportMeta: (meta) => { meta.url = "file://" + file; meta.dirname = folder; meta.filename = file; } });
  await source.link(linked);
  await source.evaluate(limit);
  context.namespace = source.namespace;
  return vm.runInContext("finish(namespace.default ?? { ...namespace })", context, limit);
};
evaluated().then(
  (text) => fs.writeSync(1, String(text)),
  (error) => fs.writeSync(1, JSON.stringify({ error: String(error?.message ?? error), stack: String(error?.stack ?? "") })),
);
`;
