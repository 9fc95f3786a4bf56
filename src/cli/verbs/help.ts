import { exitCode } from "../client.ts";
import { verbs } from "../verbs.ts";

export const perform = async ([verb]: ReadonlyArray<string>): Promise<number> => {
  const known = verb === undefined ? undefined : verbs[verb];
  if (known) {
    process.stdout.write(`sentinel ${known.usage}\n\n${known.does}\n`);
    return exitCode.done;
  }
  const lines = Object.values(verbs).map(
    ({ usage, does }) => `  ${usage}\n      ${does.split("\n").join("\n      ")}`,
  );
  process.stdout.write(
    `sentinel keeps the processes of this machine alive under a supervision tree.\n\n${lines.join("\n")}\n\n` +
      "Everywhere: --home DIR (else $SENTINEL_HOME, else ~/.sentinel), --json, --help.\n" +
      "PATH: a child's path (web/api), its unique last part (api), or a glob (web/*).\n",
  );
  return exitCode.done;
};
