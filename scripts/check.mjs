// `npm run check`: every check and the architecture's rules, without the tests.
import { spawnSync } from "node:child_process";
import { checks } from "./checks.mjs";
import { ensureInstalled, root } from "./ensureInstalled.mjs";

ensureInstalled();
export const passes = ({ name, command: [program, ...args] }) => {
  const { status, stdout, stderr } = spawnSync(`node_modules/.bin/${program}`, args, {
    cwd: root,
    encoding: "utf8",
  });
  console.log(`${status === 0 ? "✓" : "✗"} ${name}`);
  if (status !== 0) console.log(`${stdout}${stderr}`);
  return status === 0;
};

if (process.argv[1]?.endsWith("check.mjs")) {
  const architecture = { name: "architecture", command: ["vitest", "run", "test/architecture"] };
  const failed = [...checks, architecture].filter((check) => !passes(check));
  process.exit(failed.length === 0 ? 0 : 1);
}
