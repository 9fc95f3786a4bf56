// `npm run test:nightly [-- --seed N] [--factor 10] [--minutes 10]`: what takes too long for every change. All property
// tests with more examples, from a seed that is printed and repeats them; a daemon that is killed two hundred times in
// the middle of a hundred children; another that launchd starts again a hundred times; the guides to their end; all pages in
// both themes; and the soak.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureInstalled, root } from "./ensureInstalled.mjs";
import { enter, nightly, whyNotImitated } from "./imitation.mjs";

ensureInstalled();

const text = (value) => ({ type: "string", default: value });
const { values } = parseArgs({
  options: {
    seed: text(String(Math.floor(Math.random() * 2 ** 31))),
    factor: text("10"),
    minutes: text("10"),
  },
});

const hasProperties = (file) =>
  file.endsWith(".test.ts") && readFileSync(join(root, file), "utf8").includes('from "fast-check"');
const propertyTests = readdirSync(join(root, "test"), { recursive: true })
  .map((file) => join("test", file))
  .filter(hasProperties);
const perTest = "--testTimeout=3600000";

const lacking = whyNotImitated();
if (lacking !== null) console.log(`skipped: tests in the imitation of macOS: ${lacking}`);
const imitated =
  lacking === null
    ? [
        {
          name: "real processes in the imitation of macOS",
          command: [enter, "node_modules/.bin/vitest", "run", "--project", "real", ...nightly],
          env: { SERVICE_DEATHS: "100" },
        },
      ]
    : [];

const steps = [
  {
    name: `property tests: --seed ${values.seed} --factor ${values.factor}`,
    command: ["node_modules/.bin/vitest", "run", perTest, ...propertyTests],
    env: { PROPERTY_SEED: values.seed, PROPERTY_FACTOR: values.factor },
  },
  {
    name: "deaths of a daemon",
    command: [
      "node_modules/.bin/vitest",
      "run",
      "test/process/daemon-death.test.ts",
      "test/e2e/jobs-crash-points.test.ts",
    ],
    env: { SENTINEL_SOAK: "1" },
  },
  {
    name: "a hundred deaths of a daemon under systemd",
    command: [
      "node_modules/.bin/vitest",
      "run",
      perTest,
      "test/systemd/service.test.ts",
      ...["-t", "is started again after a kill"],
    ],
    env: { SENTINEL_SERVICE_KILLS: "100" },
  },
  {
    name: "the guides of docs/migrate, to their end",
    command: ["node_modules/.bin/vitest", "run", perTest, "test/docs/migrate.test.ts"],
    env: { GUIDES: "whole" },
  },
  {
    name: "pages in both themes",
    command: ["node_modules/.bin/vitest", "run", "test/web/pages.test.ts"],
    env: { THEMES: "both" },
  },
  ...imitated,
  { name: "soak", command: [process.execPath, "scripts/soak.mjs", "--minutes", values.minutes], env: {} },
];

const succeeds = ({ name, command: [program, ...args], env }) => {
  console.log(`\n${name}`);
  const { status } = spawnSync(program, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  console.log(`${status === 0 ? "✓" : "✗"} ${name}`);
  return status === 0;
};

const failed = steps.filter((step) => !succeeds(step));
process.exitCode = failed.length === 0 ? 0 : 1;
