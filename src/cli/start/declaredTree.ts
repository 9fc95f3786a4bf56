import { CliError, exitCode } from "../../client/client.ts";
import type { TreeSpec } from "../../domain/tree/ChildSpec.ts";
import type { Invocation } from "../arguments/invocation.ts";

/** The tree that the file declares. The language is a bundle of its own and loaded only here. */
export const declaredTree = async ({
  value,
}: Pick<Invocation, "value">): Promise<{ readonly tree: TreeSpec; readonly source: string }> => {
  const { language } = await import("../../daemon/treeFile.ts");
  const file = value("file") ?? "sentinel.yaml";
  const environment = value("env");
  const config = { file, ...(environment === undefined ? {} : { environment }) };
  const read = language.read(config);
  if (read._tag === "Right") return { tree: read.right.tree, source: language.sourceOf(config) };
  const why = read.left;
  throw new CliError(
    exitCode.invalid,
    why.kind === "unreadable" ? why.message : `${file} is not valid\n\n${language.formatErrors(why.errors)}`,
  );
};
