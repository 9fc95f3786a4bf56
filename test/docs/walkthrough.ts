import { execFile } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { program, type Said } from "../e2e/sentinel.ts";
import { endProcessesOf } from "../support/processesOf.ts";

const root = join(import.meta.dirname, "../..");

/** Where the pages have the example, and the ports that its programs listen on there. */
const writtenFolder = "/srv/shop";
const writtenPorts = ["8710", "8711"] as const;

/** A command of a page and what the page says that it prints, or a tree file to be written. */
export type Step =
  | { readonly command: string; readonly printed: ReadonlyArray<string> }
  | { readonly treeFile: string };

const commandsOf = (block: string): ReadonlyArray<Step> =>
  block
    .replaceAll(/\\\n\s*/g, "")
    .split(/^\$ /m)
    .slice(1)
    .map((one) => {
      const [command = "", ...printed] = one.trimEnd().split("\n");
      return { command, printed };
    });

/**
 * The steps of a page in their order: commands in `console` blocks, where a line begins with `$ ` and `\` at its end continues
 * it, and trees in `yaml` blocks, which are `sentinel.yaml` from there on.
 */
export const stepsOf = (page: string): ReadonlyArray<Step> => {
  const text = readFileSync(join(root, page), "utf8");
  return [...text.matchAll(/^```(console|yaml)\n([\s\S]*?)^```/gm)].flatMap(([, language, block = ""]) =>
    language === "yaml" ? [{ treeFile: block }] : commandsOf(block),
  );
};

/** Programs that are not on every machine; what they print on the pages was recorded. */
const foreign =
  /^(sudo |pkill |pm2 |supervisorctl |process-compose |systemctl |loginctl |journalctl |sentinel service )/;

/** The part of a command that can be run anywhere; null if there is none. */
export const runnable = (command: string): string | null => {
  const parts = command.split(" && ").filter((part) => !foreign.test(part));
  return parts.length === 0 ? null : parts.join(" && ");
};

/** Lines that are printed only if something takes longer, and numbers and columns that differ each time. */
const isProgress = (line: string): boolean => /^sentinel: (waiting for |.* is running after )/.test(line);
const settled = (line: string): string =>
  line
    .replace(/\s\d+%(?=\s|$)|\s\d+M(?=\s|$)/g, "")
    .replace(/\d+/g, "0")
    .replace(/ +/g, " ")
    .trimEnd();

const matches = (wanted: string, found: string): boolean =>
  new RegExp(
    `^${wanted
      .split("…")
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
  ).test(found);

/** Whether lines are as a page has them: `…` stands for any text, and for any number of lines where it is alone. */
export const isAsPrinted = (wanted: ReadonlyArray<string>, found: ReadonlyArray<string>): boolean => {
  const [first, ...others] = wanted;
  if (first === undefined) return found.length === 0;
  if (first.trim() === "…")
    return found.some((_, index) => isAsPrinted(others, found.slice(index))) || isAsPrinted(others, []);
  const [line, ...rest] = found;
  return line !== undefined && matches(first, line) && isAsPrinted(others, rest);
};

/** What a page and a run of it are compared by. */
export const comparable = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.filter((line) => !isProgress(line)).map(settled);

/** The example of the pages, in a folder of its own with a user of its own. */
interface Example {
  readonly run: (command: string) => Promise<Said>;
  readonly writeTree: (text: string) => void;
  readonly leave: () => Promise<void>;
}

/** A copy of `examples/shop`; `firstPort`: the one that stands for the first of `writtenPorts`. */
export const copyExample = (firstPort: number): Example => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "sentinel-guide-")));
  const shop = join(folder, "shop");
  const here = (text: string): string =>
    writtenPorts.reduce(
      (replaced, port, index) => replaced.replaceAll(port, String(firstPort + index)),
      text.replaceAll(writtenFolder, shop),
    );
  const copy = (from: string, to: string): void => {
    mkdirSync(to, { recursive: true });
    for (const entry of readdirSync(from, { withFileTypes: true }))
      if (entry.isFile())
        writeFileSync(join(to, entry.name), here(readFileSync(join(from, entry.name), "utf8")));
  };
  const place = (file: string, text: string): void => {
    writeFileSync(file, text);
    chmodSync(file, 0o700);
  };
  const bin = join(folder, "bin");
  mkdirSync(bin);
  place(join(bin, "sentinel"), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
  place(join(bin, "crontab"), `#!/bin/sh\nexec cat "${shop}/crontab"\n`);
  copy(join(root, "examples/shop"), shop);
  copy(join(root, "examples/shop/units"), join(folder, "user/.config/systemd/user"));
  const { SENTINEL_HOME: _home, SENTINEL_TREE: _tree, XDG_CONFIG_HOME: _config, ...variables } = process.env;
  const env = {
    ...variables,
    HOME: join(folder, "user"),
    NO_COLOR: "1",
    PATH: [bin, process.env.PATH].join(delimiter),
  };
  const written = (text: string): string => text.replaceAll(shop, writtenFolder);
  return {
    run: (command) =>
      new Promise((resolve) => {
        execFile("sh", ["-c", `{ ${here(command)}\n} 2>&1`], { cwd: shop, env }, (error, out, err) => {
          resolve({ code: error ? Number(error.code) : 0, out: written(out), err });
        });
      }),
    writeTree: (text) => writeFileSync(join(shop, "sentinel.yaml"), here(text)),
    leave: async () => {
      await endProcessesOf(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
