// `npm run build [-- PART …]`: builds the parts of dist/ beside each other; all of them, if none is named.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { root } from "./ensureInstalled.mjs";

const scripts = { program: "scripts/program/build.mjs", dashboard: "scripts/buildDashboard.mjs" };

const build = async (part) => {
  const [status] = await once(
    spawn(process.execPath, [scripts[part]], { cwd: root, stdio: "inherit" }),
    "exit",
  );
  if (status !== 0) process.exitCode = 1;
};

const named = process.argv.slice(2);
await Promise.all((named.length === 0 ? Object.keys(scripts) : named).map(build));
