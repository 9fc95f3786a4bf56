// `npm start`: install, build, run the quickstart in the foreground. Each clone has a home of its own, in the
// system's folder for temporary files, because the path of a unix socket has to be short wherever the clone is.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "./ensureInstalled.mjs";

ensureInstalled();
const { ensureBuilt } = await import("./ensureBuilt.mjs");
ensureBuilt();

/** The port, or any free one when it is in use. */
const freePort = (port) =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", ({ code }) =>
      code === "EADDRINUSE" ? freePort(0).then(resolve, reject) : resolve(port),
    );
    probe.listen(port, "127.0.0.1", () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });

/** What to do about a quickstart of this clone that runs already. */
const tellOfFirst = () =>
  console.error(`
The quickstart of this clone runs. Look at it, or stop it:
  node dist/sentinel.js status --home ${home}
  node dist/sentinel.js down --home ${home}`);

const clone = createHash("sha256").update(`${process.getuid?.()} ${root}`).digest("hex").slice(0, 8);
// The path of macOS's own temporary folder is nearly too long for a socket in it, and it is emptied.
const temporary = process.platform === "darwin" ? "/tmp" : tmpdir();
const ownHome = join(temporary, `sentinel-${clone}`);
const home = process.env.SENTINEL_HOME ?? ownHome;
const port = process.env.QUICKSTART_PORT ?? String(await freePort(4600));
const file = join(root, "examples/quickstart/sentinel.yaml");
const args = [join(root, "dist/sentinel.js"), "up", "-f", file, "--home", home, ...process.argv.slice(2)];
const child = spawn(process.execPath, args, {
  stdio: "inherit",
  env: { ...process.env, QUICKSTART_PORT: port },
});
// Ctrl-C reaches the child by itself (one foreground group); this process only waits for its end.
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => signal === "SIGTERM" && child.kill(signal));
child.on("exit", (code) => {
  if (code === 1 && existsSync(join(home, "daemon.json")) && home === ownHome) tellOfFirst();
  // A home that names its daemon is still in use, by another `npm start` or by one that was detached.
  if (home === ownHome && !existsSync(join(home, "daemon.json")))
    rmSync(home, { recursive: true, force: true });
  process.exit(code ?? 1);
});
