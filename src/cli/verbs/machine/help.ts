import { exitCode } from "../../../client/client.ts";
import { helpOn, type Verb } from "../../verb.ts";

/** The verb `help`, given all verbs, itself included. */
export const help =
  (verbs: Readonly<Record<string, Verb>>) =>
  async (typed: ReadonlyArray<string>): Promise<number> => {
    const [name, ...rest] = typed.filter((word) => !word.startsWith("-"));
    if (name === undefined) process.stdout.write(helpOnEverything(Object.values(verbs)));
    else {
      const known = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
      if (!known)
        throw (await import("../../arguments/foreignVerbs.ts")).unknownVerb(name, rest, Object.keys(verbs));
      process.stdout.write(helpOn(known));
    }
    return exitCode.done;
  };

const helpOnEverything = (verbs: ReadonlyArray<Verb>): string => {
  const lines = verbs.map(
    ({ usage, summary }) => `  ${usage}\n      ${summary.split("\n").join("\n      ")}`,
  );
  return [
    "sentinel supervises the processes of this machine in an OTP-style supervision tree.",
    lines.join("\n"),
    "Common options: --home DIR (else $SENTINEL_HOME), --tree NAME (else $SENTINEL_TREE, else the tree of the nearest\n" +
      "sentinel.yaml upwards, else the only one that is running), --json, --help.\n" +
      "Another daemon: --url URL (else $SENTINEL_URL, unless a home is named), after `sentinel login URL`, or with an API key\n" +
      "in $SENTINEL_KEY; --fingerprint SHA256 trusts its certificate.\n" +
      "PATH: a child's path (web/api), its unique last part (api), a glob (web/*), or / for the whole tree.\n",
  ].join("\n\n");
};
