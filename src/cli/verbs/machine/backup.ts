import { basename, resolve } from "node:path";
import { CliError, exitCode } from "../../../client/client.ts";
import { homeNameOf } from "../../../home/knownTrees.ts";
import { readRecord } from "../../../home/record.ts";
import { atMost, parseInvocation } from "../../arguments/invocation.ts";

/** `shop-20260131T143000Z.tar.gz`, in this folder. */
const defaultName = (home: string): string => {
  const now = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  return `${homeNameOf(readRecord(home)?.name ?? basename(home))}-${now}.tar.gz`;
};

/** A size for people. */
const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  const [named] = atMost(1, invocation, "backup [FILE]");
  if (named === "")
    throw new CliError(
      exitCode.usage,
      "FILE is empty, perhaps an unset variable; usage: sentinel backup [FILE]",
    );
  const { home, json } = invocation;
  const file = resolve(named ?? defaultName(home));
  const { backUp } = await import("../../../offline/backup.ts");
  const made = await backUp(home, file);
  if (typeof made === "string") throw new CliError(exitCode.failed, made);
  const { label, bytes } = made;
  process.stdout.write(
    json
      ? `${JSON.stringify({ file, bytes, home, tree: label.tree, made_at: label.made_at })}\n`
      : `${file} (${sizeOf(bytes)}) has a backup of ${home}. It holds passwords' hashes and keys: keep it as safe as the home\n`,
  );
  return exitCode.done;
};
