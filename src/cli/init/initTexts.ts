import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Scripts } from "./initSources.ts";

/** The package managers, by the lock file in the folder. */
const runners: ReadonlyArray<readonly [string, string]> = [
  ["pnpm-lock.yaml", "pnpm run --silent"],
  ["yarn.lock", "yarn run --silent"],
  ["bun.lockb", "bun run --silent"],
  ["bun.lock", "bun run --silent"],
];

const runnerIn = (folder: string): string =>
  runners.find(([lock]) => existsSync(join(folder, lock)))?.[1] ?? "npm run --silent";

/** A text on one line, for a comment. */
const inComment = (text: string): string => text.replace(/\s+/g, " ");

/** A file for the scripts of a package.json: the first one runs, the others are left as comments. */
export const fromScripts = (name: string, folder: string, { scripts }: Scripts): string => {
  const run = runnerIn(folder);
  const children = scripts.map(([script, line], index) => {
    const declared = [`${index === 0 ? "app" : script}:`, `  command: ${run} ${script} # ${inComment(line)}`];
    return index === 0 ? declared : declared.map((one) => `# ${one}`);
  });
  return [
    `# What runs here; made by \`sentinel init\` from package.json.`,
    "version: 1",
    `name: ${name}`,
    "",
    "children:",
    ...children.flatMap((lines, index) => [
      ...(index === 0 ? [] : [""]),
      ...lines.map((line) => `  ${line}`),
      ...(index === 0 ? hints : []),
    ]),
    "",
  ].join("\n");
};

/** Settings that most services need sooner or later. */
const hints = [
  "    # Ready when it prints a matching line; by default, after one second of uptime.",
  '    # ready: { log: "listening on", timeout: 30s }',
  '    # env: { PORT: "3000" }',
  "    # replicas: 2",
];

/** A first file without a source; it runs as it is. */
export const firstFile = (name: string): string =>
  [
    "# What runs here; made by `sentinel init`. `sentinel config show` prints it with every default.",
    "version: 1",
    `name: ${name}`,
    "",
    "children:",
    "  # Replace it by your own command.",
    "  hello:",
    '    command: [sh, -c, "while :; do echo hello; sleep 10; done"]',
    ...hints,
    "",
    "  # A second one, started in parallel:",
    "  # worker:",
    "  #   command: node worker.js",
    "  #   env_file: .env",
    "",
    "  # A one-off job:",
    "  # migrate:",
    "  #   command: node migrate.js",
    "  #   oneshot: true",
    "",
  ].join("\n");
