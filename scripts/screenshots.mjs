// `npm run screenshots`: pictures of the dashboard's pages into docs/images, from a daemon of their own on the tree in
// scripts/screenshots. `-- NAME …`: only those whose names begin so. Times of day and process numbers differ from run to run; the rest does not.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "./ensureInstalled.mjs";

ensureInstalled();
const { ensureBuilt } = await import("./ensureBuilt.mjs");
ensureBuilt();
const { chromium } = await import("playwright-core");

const folder = mkdtempSync(join(tmpdir(), "sentinel-pictures-"));
cpSync(join(root, "scripts/screenshots"), folder, { recursive: true });
const home = join(folder, "home");
/** Some children of the tree fail on purpose, which makes for exit codes. */
const sentinel = (...args) =>
  spawnSync(process.execPath, [join(root, "dist/sentinel.js"), ...args], {
    cwd: folder,
    env: { ...process.env, SENTINEL_HOME: home, NO_COLOR: "1" },
    stdio: ["ignore", "ignore", "inherit"],
  });

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

/** A text that somebody has changed, as the page keeps it. */
const draft = async (page) => {
  const file = await (await page.request.get(new URL("/api/v1/config/file", page.url()).href)).json();
  const text = file.text
    .replace("./payments.sh }", "./payments.sh, env: { PSP_URL: https://psp.internal:8443 } }")
    .replace("  checkout:\n", "  checkout:\n    intensity: 8\n")
    .replace("images: { command: sleep 100000, replicas: 6", "images: { command: sleep 200000, replicas: 6");
  const kept = JSON.stringify({ text, hash: file.hash, by: "user:mira" });
  await page.evaluate((value) => sessionStorage.setItem("sentinel.draft /", value), kept);
  await page.reload();
};

/** Name, address, what has to be there, theme and size, and what is done before. */
const pictures = [
  ["overview-dark", "/", ".attention", "dark", desktop],
  ["overview-light", "/", ".attention", "light", desktop],
  ["tree-dark", "/tree?at=checkout%2Fpayments", ".inspector .sentences", "dark", desktop],
  ["map-light", "/tree?view=map", ".cell", "light", desktop],
  ["child-dark", "/children/checkout%2Fpayments", ".chart-ring", "dark", desktop],
  ["child-light", "/children/checkout%2Fpayments", ".chart-ring", "light", desktop],
  ["supervisor-light", "/children/checkout", ".chart-state.on", "light", desktop],
  ["logs-light", "/logs", ".line", "light", desktop],
  ["events-dark", "/events", ".line", "dark", desktop],
  ["settings-keys-light", "/settings/keys", ".settings-table", "light", desktop],
  ["settings-audit-dark", "/settings/audit", ".settings-table", "dark", desktop],
  ["config-dark", "/config?child=checkout%2Fpayments", ".plan-step", "dark", desktop, draft],
  ["history-light", "/config?view=history", ".revision", "light", desktop],
  ["machines-light", "/machines/service", ".chart-count", "light", desktop],
  ["phone-overview-light", "/", ".attention", "light", phone],
  ["phone-child-dark", "/children/checkout%2Fpayments", ".chart-ring", "dark", phone],
  ["phone-settings-light", "/settings/users", ".settings-table", "light", phone],
];

const logIn = async (page, url) => {
  const csrf = { origin: url };
  const data = { username: "mira", password: "only for pictures" };
  await page.request.post(`${url}/api/v1/session`, { data, headers: csrf });
};

const take = async (browser, url, [name, path, sign, colorScheme, viewport, prepare]) => {
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
  const page = await context.newPage();
  await logIn(page, url);
  await page.goto(url + path);
  await prepare?.(page);
  await page.locator(sign).first().waitFor();
  // What is read after the first paint: usage, explanations, runs.
  await page.waitForLoadState("networkidle", { timeout: 3_000 }).catch(() => undefined);
  await page.waitForTimeout(1_200);
  await page.screenshot({ path: join(root, `docs/images/${name}.png`) });
  await context.close();
};

/** A request by the socket of the home, without anybody who types. */
const ask = async (path, given) => {
  const { request } = await import("node:http");
  const body = JSON.stringify(given);
  await new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    request({ socketPath: join(home, "sentinel.sock"), path: `/api/v1${path}`, method: "POST", headers })
      .on("error", reject)
      .on("response", (response) => response.resume().on("end", resolve))
      .end(body);
  });
};

const inDays = (days) => new Date(Date.now() + days * 86_400_000 + 60_000).toISOString();

/** People and programs, and what some of them have asked for. */
const register = async () => {
  await ask("/users", { name: "mira", role: "admin", password: "only for pictures" });
  await ask("/users", { name: "jonas", role: "operator" });
  await ask("/users", { name: "lea", role: "operator", scope: ["logistics", "checkout"] });
  await ask("/users", { name: "wallboard", role: "viewer" });
  await ask("/keys", { name: "ci-deploy", role: "admin", unattended: true, expires_at: inDays(82) });
  await ask("/keys", { name: "grafana", role: "viewer", expires_at: inDays(6) });
  await ask("/keys", { name: "erp-webhook", role: "operator", scope: ["checkout"], expires_at: inDays(301) });
  await ask("/keys", { name: "old-laptop", role: "viewer" });
  await ask("/actions", { verb: "start", paths: ["checkout"], wait: false });
  await ask("/actions", { verb: "stop", paths: ["platform/postgers"], wait: false });
};

const wanted = process.argv.slice(2);
const isWanted = ([name]) => wanted.length === 0 || wanted.some((one) => name.startsWith(one));

try {
  sentinel("up", "-f", "northwind.yml", "--detach", "--listen", "127.0.0.1:0");
  await register();
  const { url } = JSON.parse(readFileSync(join(home, "daemon.json"), "utf8"));
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
  });
  for (const picture of pictures.filter(isWanted)) await take(browser, url, picture);
  await browser.close();
} finally {
  sentinel("down");
  rmSync(folder, { recursive: true, force: true });
}
