import type { TreeSpec } from "../domain/ChildSpec.ts";
import { CliError, exitCode } from "./client.ts";
import type { Invocation } from "./invocation.ts";

/** The tree of the file that a verb is about. The language is a bundle of its own, loaded only here. */
export const wantedTree = async ({
  value,
}: Invocation): Promise<{ readonly tree: TreeSpec; readonly source: string }> => {
  const { language } = await import("../treeFile.ts");
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
