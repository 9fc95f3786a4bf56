import { exitCode } from "../client.ts";
import { helpOn, type Verb } from "../verb.ts";

/** `help`, which knows all verbs, itself included. */
export const help =
  (verbs: Readonly<Record<string, Verb>>) =>
  async ([name]: ReadonlyArray<string>): Promise<number> => {
    const known = name === undefined ? undefined : verbs[name];
    process.stdout.write(known ? helpOn(known) : helpOnAll(Object.values(verbs)));
    return exitCode.done;
  };

const helpOnAll = (verbs: ReadonlyArray<Verb>): string => {
  const lines = verbs.map(({ usage, does }) => `  ${usage}\n      ${does.split("\n").join("\n      ")}`);
  return [
    "sentinel keeps the processes of this machine alive under a supervision tree.",
    lines.join("\n"),
    "Everywhere: --home DIR (else $SENTINEL_HOME, else ~/.sentinel), --json, --help.\n" +
      "PATH: a child's path (web/api), its unique last part (api), a glob (web/*), or / for the whole tree.\n",
  ].join("\n\n");
};
