// `npm start`: install, build, run the quickstart in the foreground. The home lies in the system's folder for
// temporary files, because the path of a unix socket has to be short wherever the repository is.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "./ensureInstalled.mjs";

ensureInstalled();
const { ensureBuilt } = await import("./ensureBuilt.mjs");
ensureBuilt();

const home = process.env.SENTINEL_HOME ?? mkdtempSync(join(tmpdir(), "sentinel-quickstart-"));
const file = join(root, "examples/quickstart/sentinel.yaml");
const args = [join(root, "dist/sentinel.js"), "up", "-f", file, "--home", home, ...process.argv.slice(2)];
console.error(
  `the quickstart's home is ${home}: in another terminal try\n  SENTINEL_HOME=${home} node dist/sentinel.js status`,
);
const child = spawn(process.execPath, args, { stdio: "inherit" });
// Ctrl-C reaches the child by itself (one foreground group); this process only waits for its end.
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => signal === "SIGTERM" && child.kill(signal));
child.on("exit", (code) => {
  if (!process.env.SENTINEL_HOME && !process.argv.includes("--detach"))
    rmSync(home, { recursive: true, force: true });
  process.exit(code ?? 1);
});
