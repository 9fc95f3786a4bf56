import type { CliError } from "../../../client/client.ts";
import type { TreeStatus } from "../../../domain/view/Status.ts";
import type { RunLimitFacts } from "../judge/runLimits.ts";

/** The running children of a tree whose limits are not enforced. */
export const unenforcedIn = (status: TreeStatus | CliError): RunLimitFacts["unenforced"] =>
  status instanceof Error
    ? []
    : status.children.flatMap((child) =>
        "unenforced" in child && child.unenforced !== undefined
          ? [{ path: child.path, why: child.unenforced }]
          : [],
      );
