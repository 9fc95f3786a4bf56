import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { ProcessSpec } from "../../src/domain/tree/ChildSpec.ts";
import { processOf } from "../../src/domain/tree/childTraits.ts";
import { fixedPort } from "../../src/domain/tree/ports.ts";
import type { TreeNode } from "../node/node.ts";
import { withDescendants } from "../node/service/descendants.ts";

type Declared = Pick<ProcessSpec, "ports">;

const portsOf = (path: ChildPath, { ports = [] }: Declared): ReadonlyArray<number> =>
  ports.flatMap((declared) => fixedPort(declared, path)?.port ?? []);

/** Why a service can't be added at this path: another child declares one of its ports; null if none does. */
export const portClash = (tree: TreeNode, path: ChildPath, spec: Declared): string | null => {
  const wanted = new Set(portsOf(path, spec));
  if (wanted.size === 0) return null;
  for (const node of withDescendants(tree)) {
    const port = portsOf(node.path, processOf(node.spec) ?? {}).find((one) => wanted.has(one));
    if (port !== undefined) return `port ${port} of ${path} is also that of ${node.path}`;
  }
  return null;
};
