// `npm run screenshots`: pictures of the dashboard's pages into docs/images, from a daemon of their own on the tree in
// scripts/screenshots/northwind. `-- NAME …`: only those whose names begin so. Times of day and process numbers differ from run to run; the rest does not.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "./ensureInstalled.mjs";
import { palettePng } from "./screenshots/palettePng.mjs";
import { pictures } from "./screenshots/pictures.mjs";

ensureInstalled();
const { ensureBuilt } = await import("./ensureBuilt.mjs");
ensureBuilt();
const { chromium } = await import("playwright-core");

const folder = mkdtempSync(join(tmpdir(), "sentinel-pictures-"));
cpSync(join(root, "scripts/screenshots/northwind"), folder, { recursive: true });
const home = join(folder, "home");
/** Some children of the tree fail on purpose, which makes for exit codes. */
const sentinel = (...args) =>
  spawnSync(process.execPath, [join(root, "dist/sentinel.js"), ...args], {
    cwd: folder,
    env: { ...process.env, SENTINEL_HOME: home, NO_COLOR: "1" },
    stdio: ["ignore", "ignore", "inherit"],
  });

/** The cookies of a session, for all pictures: each login is a line of the audit. */
const logIn = async (browser, url) => {
  const context = await browser.newContext();
  const data = { username: "mira", password: "only for pictures" };
  await context.request.post(`${url}/api/v1/session`, { data, headers: { origin: url } });
  const state = await context.storageState();
  await context.close();
  return state;
};

/** Lets the page have contact until the returned function is called. */
const contactOf = async (page) => {
  const sockets = [];
  let isOver = false;
  await page.routeWebSocket(/\/api\/v1\/live/, (socket) => {
    if (isOver) return void socket.close();
    socket.connectToServer();
    sockets.push(socket);
  });
  return async () => {
    isOver = true;
    await Promise.all(sockets.map((socket) => socket.close()));
  };
};

const take = async (browser, url, session, { name, path, sign, prepare, theme, viewport }) => {
  const context = await browser.newContext({
    viewport,
    colorScheme: theme,
    reducedMotion: "reduce",
    ...(path === "/login" ? {} : { storageState: session }),
  });
  const page = await context.newPage();
  const endContact = await contactOf(page);
  await page.goto(url + path);
  await prepare?.(page, endContact);
  await page.locator(sign).first().waitFor();
  // What is read after the first paint: usage, explanations, runs.
  await page.waitForLoadState("networkidle", { timeout: 3_000 }).catch(() => undefined);
  await page.waitForTimeout(1_200);
  writeFileSync(join(root, `docs/images/${name}.png`), palettePng(await page.screenshot()));
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

/** Runs of jobs, and reports to checks. */
const work = async () => {
  const report = (check, given) => ask(`/checks/partners%2F${check}/reports`, given);
  await report("edi", { kind: "success" });
  await report("tax", { kind: "start" });
  await report("erp", { kind: "start" });
  await report("erp", { kind: "fail", exit: 3, body: "no space left" });
  await ask("/actions", { verb: "pause", paths: ["partners/fx"] });
  await ask("/actions", { verb: "run", paths: ["nightly/dump"] });
  await ask("/actions", { verb: "run", paths: ["nightly/stock"] });
  await ask("/actions", { verb: "run", paths: ["nightly/thumbnails"] });
};

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
  await work();
};

const tree = join(folder, "northwind.yml");
const text = readFileSync(tree, "utf8");

/** What is said to the history, and what is not in the text until then. */
const revisions = [
  ["two more for images", "sleep 100000, replicas: 6", "sleep 100000, replicas: 4"],
  [
    "mail for the sale",
    "mail: { command: sleep 100000, replicas: 8",
    "mail: { command: sleep 100000, replicas: 6",
  ],
];
const before = (texts) => texts.reduce((all, [, now, then]) => all.replace(now, then), text);
const begin = () => writeFileSync(tree, before(revisions));
const revise = () => {
  for (const [index, [message]] of revisions.entries()) {
    writeFileSync(tree, before(revisions.slice(index + 1)));
    sentinel("apply", "-f", "northwind.yml", "--message", message);
  }
};

const wanted = process.argv.slice(2);
const isWanted = ({ name }) => wanted.length === 0 || wanted.some((one) => name.startsWith(one));

try {
  begin();
  sentinel("up", "-f", "northwind.yml", "--detach", "--listen", "127.0.0.1:0");
  revise();
  await register();
  const { url } = JSON.parse(readFileSync(join(home, "daemon.json"), "utf8"));
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
  });
  const session = await logIn(browser, url);
  for (const picture of pictures.filter(isWanted)) await take(browser, url, session, picture);
  await browser.close();
} finally {
  sentinel("down");
  rmSync(folder, { recursive: true, force: true });
}
