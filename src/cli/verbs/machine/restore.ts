import { join, resolve } from "node:path";
import { CliError, exitCode } from "../../../client/client.ts";
import { homeNameOf, treesFolder } from "../../../home/knownTrees.ts";
import { atMost, parseInvocation, requireArguments } from "../../arguments/invocation.ts";
import { refuseUrl } from "../../home/findDaemon.ts";
import { selectedHome } from "../../home/findHome.ts";
import { dateAndTime } from "../../terminal/localTime.ts";

const usage = "restore FILE [--home DIR]";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  const [named] = requireArguments(atMost(1, invocation, usage), usage);
  const { json, value } = invocation;
  refuseUrl({ url: value("url"), home: value("home"), tree: value("tree") });
  const selected = selectedHome({ home: value("home"), tree: value("tree") });
  const { restore } = await import("../../../offline/backup.ts");
  const restored = await restore(
    resolve(named),
    (tree) => selected ?? join(treesFolder(), homeNameOf(tree ?? "restored")),
  );
  if (typeof restored === "string") throw new CliError(exitCode.failed, restored);
  const { home, label } = restored;
  process.stdout.write(
    json
      ? `${JSON.stringify({ home, tree: label.tree, made_at: label.made_at, sentinel: label.sentinel })}\n`
      : `${home} is as ${label.home} was on ${dateAndTime(label.made_at)}; nothing runs in it yet. To start it: \`sentinel up -f FILE --home ${home}\`\n`,
  );
  return exitCode.done;
};
