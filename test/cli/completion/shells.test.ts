import { execFile, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from "vitest";
import { needs } from "../../support/needs.ts";
import { pretendDaemon } from "../pretendDaemon.ts";
import { service, supervisor, treeOf } from "../statusOf.ts";
import { TypedShell } from "./TypedShell.ts";

const program = join(import.meta.dirname, "../../../dist/sentinel.js");

/** Why a program can't be run; null: it can. */
const lackOf = (name: string, ...args: ReadonlyArray<string>): string | null =>
  spawnSync(name, args, { stdio: "ignore" }).status === 0 ? null : `there is no ${name} here`;

const noTerminal = lackOf("script", "-qfec", "true", "/dev/null");
const noBash = lackOf("bash", "-c", "((BASH_VERSINFO[0] >= 4))");
const noZsh = lackOf("zsh", "-fc", "true");
const noFish = lackOf("fish", "--no-config", "-c", "true");

let daemon: Awaited<ReturnType<typeof pretendDaemon>>;
let folder: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "sentinel-shell-")));
  daemon = await pretendDaemon(() => ({
    json: treeOf([service("db"), supervisor("web"), service("web/api"), service("web/worker#1")]),
  }));
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin/sentinel"), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
  chmodSync(join(folder, "bin/sentinel"), 0o755);
  mkdirSync(join(folder, "two words"));
  writeFileSync(join(folder, "two words/other tree.yaml"), "");
  env = {
    PATH: `${join(folder, "bin")}:${process.env.PATH}`,
    HOME: folder,
    SENTINEL_HOME: daemon.home,
    LANG: "C.UTF-8",
  };
});
afterAll(async () => {
  await daemon.end();
  rmSync(folder, { recursive: true, force: true });
});

/** What is typed, and the words that the line has after the Tab key. */
const lines = [
  ["sentinel expl", ["sentinel", "explain"]],
  ["sentinel config rollb", ["sentinel", "config", "rollback"]],
  ["sentinel logs --gr", ["sentinel", "logs", "--grep"]],
  ["sentinel logs --stream stdo", ["sentinel", "logs", "--stream", "stdout"]],
  ["sentinel logs --stream=stdo", ["sentinel", "logs", "--stream=stdout"]],
  ["sentinel stop web/a", ["sentinel", "stop", "web/api"]],
  ["sentinel stop work", ["sentinel", "stop", "worker#1"]],
  ["sentinel restart -h d", ["sentinel", "restart", "-h", "db"]],
  ["sentinel signal db WIN", ["sentinel", "signal", "db", "WINCH"]],
  ["sentinel plan -f two", ["sentinel", "plan", "-f", "two words/"]],
  ["sentinel plan --file=two\\ words/o", ["sentinel", "plan", "--file=two words/other tree.yaml"]],
  ["sentinel --home two", ["sentinel", "--home", "two words/"]],
  ["sentinel add x -- sleep two", ["sentinel", "add", "x", "--", "sleep", "two words/"]],
  ["sentinel stop nothing-like-it", ["sentinel", "stop", "nothing-like-it"]],
] as const;

/** The shells that are typed into: how each is started, and given the completion. */
const typedShells = [
  {
    name: "bash",
    lack: noTerminal ?? noBash,
    command: "bash --norc --noprofile -i",
    setup: 'eval "$(sentinel completion bash)"',
  },
  {
    name: "zsh",
    lack: noTerminal ?? noZsh,
    command: "zsh -f -i",
    // Without the option, it drops the slash of a folder when the cursor leaves the word.
    setup:
      'setopt no_auto_remove_slash; bindkey -e; autoload -U compinit; compinit -u -D; eval "$(sentinel completion zsh)"',
  },
] as const;

describe.each(typedShells)("the completion in $name", ({ name, lack, command, setup }) => {
  let shell: TypedShell | null = null;
  beforeEach(async () => {
    if (lack !== null) return;
    shell = new TypedShell(command, env, folder);
    await shell.run(setup);
  });
  afterEach(() => shell?.leave());

  needs(lack)(`of ${name} completes verbs, options, values, children and files at the Tab key`, async () => {
    // Again where the daemon had no time to answer: the machine may be busy.
    for (const [line, words] of lines)
      await expect.poll(() => shell?.completed(line), { message: line }).toEqual(words);
  });
});

describe("the completion in fish", () => {
  const completed = async (line: string): Promise<ReadonlyArray<string>> => {
    const { stdout } = await promisify(execFile)(
      "fish",
      ["--no-config", "-c", "sentinel completion fish | source; complete -C $argv[1]", line],
      { cwd: folder, env },
    );
    return stdout.split("\n").filter(Boolean);
  };

  needs(noFish)("completes verbs, options, values, children and files, with what they are", async () => {
    for (const [line, expected] of [
      ["sentinel expl", ["explain\tWhy a child is in its state, its restart budget, and what happens next"]],
      ["sentinel logs --gr", ["--grep\tOnly lines that match this regular expression"]],
      ["sentinel logs --stream=stdo", ["--stream=stdout"]],
      ["sentinel stop web/a", ["web/api\tservice, running"]],
      ["sentinel stop work", ["worker#1\tweb/worker#1, service, running"]],
      ["sentinel plan -f two", ["two words/"]],
      ["sentinel plan --file=two\\ words/o", ["--file=two words/other tree.yaml"]],
      ["sentinel --home two", ["two words/"]],
    ] as const)
      await expect.poll(() => completed(line), { message: line }).toEqual(expected);
  });
});
