import { CliError, exitCode } from "../../../client/client.ts";
import { parseInvocation } from "../../arguments/invocation.ts";
import { bashCompletion } from "../../completion/bash.ts";
import { completionLines } from "../../completion/completionLines.ts";
import { fishCompletion } from "../../completion/fish.ts";
import { zshCompletion } from "../../completion/zsh.ts";
import type { Verb } from "../../verb.ts";

const usage = "completion bash|zsh|fish";

const scripts: ReadonlyMap<string, string> = new Map([
  ["bash", bashCompletion],
  ["zsh", zshCompletion],
  ["fish", fishCompletion],
]);

/**
 * The verb `completion`, given all verbs, itself included. The scripts call `completion candidates -- WORD...` for each
 * word that is completed.
 */
export const completion =
  (verbs: Readonly<Record<string, Verb>>) =>
  async (typed: ReadonlyArray<string>): Promise<number> => {
    const { words, rest } = parseInvocation(typed);
    const [shell = "", extra] = words;
    const script = scripts.get(shell);
    if (shell === "candidates") {
      const lines = await completionLines(rest, verbs);
      process.stdout.write(`${lines.join("\n")}\n`);
    } else if (script !== undefined && extra === undefined && rest.length === 0) {
      process.stdout.write(script);
    } else {
      throw new CliError(exitCode.usage, `usage: sentinel ${usage}`);
    }
    return exitCode.done;
  };
