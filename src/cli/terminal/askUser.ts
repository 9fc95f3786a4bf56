import { CliError, exitCode } from "../../client/client.ts";
import { displayWidth } from "./displayWidth.ts";

/** Whether the user can be asked: both input and output are a terminal. */
export const canAsk = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true;

const [interrupt, endOfInput, eraseLine] = ["\u0003", "\u0004", "\u0015"];
const erase = ["\u007f", "\b"];

/** The typed text after one more character. */
const afterKey = (typed: string, key: string): string => {
  if (erase.includes(key)) return [...typed].slice(0, -1).join("");
  return key === eraseLine ? "" : `${typed}${key}`;
};

/** Ask for a line, key by key. `echo`: what is shown for each key. */
const askKeys = (question: string, echo: (before: string, after: string) => string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { stdin } = process;
    let typed = "";
    const end = (conclude: () => void): void => {
      stdin.off("data", onData).pause();
      stdin.setRawMode(false);
      process.stderr.write("\n");
      conclude();
    };
    const onData = (text: string): void => {
      // An escape sequence, such as that of an arrow key.
      if (text.startsWith("\u001b")) return;
      for (const key of text) {
        if (key === "\r" || key === "\n" || (key === endOfInput && typed === "")) {
          end(() => resolve(typed));
          return;
        }
        if (key === interrupt) {
          end(() => reject(new CliError(exitCode.interrupted, "interrupted; nothing was changed")));
          return;
        }
        if (key < " " && key !== eraseLine && !erase.includes(key)) continue;
        const before = typed;
        typed = afterKey(typed, key);
        process.stderr.write(echo(before, typed));
      }
    };
    // Set before the question is shown: otherwise the terminal would echo what is typed until then.
    stdin.setRawMode(true);
    process.stderr.write(question);
    stdin.setEncoding("utf8").on("data", onData).resume();
  });

/** Ask for a line on the terminal. */
export const askLine = (question: string): Promise<string> =>
  askKeys(question, (before, after) =>
    after.startsWith(before)
      ? after.slice(before.length)
      : "\b \b".repeat(displayWidth(before) - displayWidth(after)),
  );

/** Ask for a secret on the terminal, without echo. */
export const askSecret = (question: string): Promise<string> => askKeys(question, () => "");

/** Ask for confirmation; only `yes` counts as one. */
export const confirm = async (question: string): Promise<boolean> =>
  (await askLine(`${question} [yes/no] `)).trim().toLowerCase() === "yes";

/** All of standard input, without a line end at its end. */
export const readStandardInput = async (): Promise<string> => {
  let text = "";
  for await (const chunk of process.stdin.setEncoding("utf8")) text += chunk;
  return text.replace(/\r?\n$/, "");
};
