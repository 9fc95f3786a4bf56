import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { CliError, exitCode } from "../../client/client.ts";
import type { TreeSpec } from "../../domain/tree/ChildSpec.ts";
import { makeFolder } from "../../home/folders.ts";
import { homeProblem, unusable } from "../../home/homeProblem.ts";
import { homeNameOf, knownTrees, treesFolder, treesIn, treesOf } from "../../home/knownTrees.ts";
import { readRecord } from "../../home/record.ts";
import type { Invocation } from "../arguments/invocation.ts";
import { refuseUrl } from "../home/findDaemon.ts";
import { selectedHome } from "../home/findHome.ts";
import { declaredTree } from "../start/declaredTree.ts";
import { withHomeToStart } from "../start/homeToStart.ts";
import { type Account, makeFolderFor } from "./account.ts";

/** The tree that a service is made for. */
export interface TreeOfService {
  readonly home: string;
  readonly file: string;
  readonly tree: TreeSpec;
}

/** The home of a tree of another user: named, or in that user's folder of homes. */
const homeOfAccount = (
  named: string | null,
  account: Account,
  { file, tree }: Omit<TreeOfService, "home">,
) => {
  const home = named ?? join(account.home, ".sentinel", homeNameOf(tree.name));
  const other = readRecord(home);
  if (other === null || other.file === file) return home;
  throw new CliError(
    exitCode.failed,
    `${home} belongs to the tree of ${other.file}; choose another home with --home DIR`,
  );
};

/** The home that this user's tree has, or would get. */
const ownHome = ({ file, tree }: Omit<TreeOfService, "home">): string => {
  const trees = knownTrees();
  const sibling = treesIn(dirname(file), trees).find(({ name }) => name === tree.name);
  return treesOf(file, trees)[0]?.home ?? sibling?.home ?? join(treesFolder(), homeNameOf(tree.name));
};

/**
 * The tree that a service is made for: that of the file or of the selected home. `account`: the user whom a service of
 * the machine runs as. Creates nothing.
 */
export const treeOfService = async (
  invocation: Pick<Invocation, "value">,
  account: Account | null,
): Promise<TreeOfService> => {
  const { value } = invocation;
  refuseUrl({ url: value("url"), home: value("home"), tree: value("tree") });
  const named = selectedHome({ home: value("home"), tree: value("tree") });
  const recorded = named === null ? undefined : readRecord(named)?.file;
  const file = resolve(value("file") ?? recorded ?? "sentinel.yaml");
  const { tree } = await declaredTree({ value: (name) => (name === "file" ? file : value(name)) });
  const declared = { file, tree };
  const home = account === null ? (named ?? ownHome(declared)) : homeOfAccount(named, account, declared);
  return { ...declared, home };
};

/** Create the home of a service's tree, which its daemon waits for. Returns it: another tree may have taken the name. */
export const makeHome = async (
  invocation: Invocation,
  { home }: TreeOfService,
  account: Account | null,
): Promise<string> => {
  const problem = homeProblem(home);
  if (problem !== null) throw new CliError(exitCode.failed, problem);
  if (account !== null) {
    makeFolderFor(home, account);
    return home;
  }
  const own = existsSync(home) ? home : (await withHomeToStart(invocation)).home;
  const wrong = makeFolder(own);
  if (wrong !== null) throw new CliError(exitCode.failed, unusable(own, wrong));
  return own;
};
