// A daemon of its own with a dashboard, and a browser that is logged in: what the measurements of the page have in common.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { root } from "../../scripts/ensureInstalled.mjs";
import { ask, pause, untilAnswered } from "../observing.mjs";

const account = { username: "mira", password: "only for measurements" };

/** The address of the daemon, once it listens. */
const addressIn = async (home) => {
  for (;;) {
    const { url } = JSON.parse(readFileSync(join(home, "daemon.json"), "utf8"));
    if (url !== undefined) return url;
    await pause(50);
  }
};

/** Start a daemon with this tree, and use it: `{ home, url, browser, open }`. */
export const withSite = async (yaml, use) => {
  const folder = mkdtempSync(join(tmpdir(), "sentinel-page-"));
  const home = join(folder, "h");
  writeFileSync(join(folder, "sentinel.yaml"), yaml);
  const daemon = spawn(
    process.execPath,
    [join(root, "dist/sentinel.js"), "daemon", "--home", home, "--listen", "127.0.0.1:0"],
    { cwd: folder, stdio: "ignore" },
  );
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  });
  try {
    await untilAnswered(home);
    await ask(home, "/users", { name: account.username, role: "admin", password: account.password });
    const url = await addressIn(home);
    /** A window with an empty cache. `prepare`: a script that runs before the page's own. */
    const open = async (prepare) => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      await context.request.post(`${url}/api/v1/session`, { data: account, headers: { origin: url } });
      const page = await context.newPage();
      if (prepare !== undefined) await page.addInitScript(prepare);
      return page;
    };
    return await use({ home, url, open, daemon: daemon.pid });
  } finally {
    await browser.close();
    daemon.kill("SIGTERM");
    await once(daemon, "exit");
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The figures of the browser's own account: seconds of work, bytes of heap. */
export const figuresOf = async (page) => {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const read = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  const collect = () => session.send("HeapProfiler.collectGarbage");
  return { read, collect };
};
