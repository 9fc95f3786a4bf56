// `npm run check`: every check and the architecture's rules, without the tests.
import { execFile } from "node:child_process";
import { checks } from "./checks.mjs";
import { ensureInstalled, root } from "./ensureInstalled.mjs";

const passes = ({ name, command: [program, ...args] }) =>
  new Promise((resolve) => {
    const options = { cwd: root, maxBuffer: Number.POSITIVE_INFINITY };
    execFile(`node_modules/.bin/${program}`, args, options, (error, stdout, stderr) => {
      console.log(`${error === null ? "✓" : "✗"} ${name}`);
      if (error !== null) console.log(`${stdout}${stderr}`);
      resolve(error === null);
    });
  });

/** Which of these checks pass; they run beside each other. */
export const outcomesOf = (some) => Promise.all(some.map(passes));

if (process.argv[1]?.endsWith("check.mjs")) {
  ensureInstalled();
  const architecture = { name: "architecture", command: ["vitest", "run", "test/architecture"] };
  const outcomes = await outcomesOf([...checks, architecture]);
  process.exit(outcomes.every((ok) => ok) ? 0 : 1);
}
