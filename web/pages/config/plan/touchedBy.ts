import type { Touched } from "../../../../src/domain/view/Touched.ts";
import type { Plan } from "../../../api/config.ts";
import type { NodeRecord } from "../../../live/protocol.ts";
import { interruptedBy } from "./planWords.ts";

/** The nodes that an apply affects, by the daemon; for a rollback, which is a difference of revisions, by its steps. */
export const touchedBy = (
  { steps, touched }: Pick<Plan, "steps" | "touched">,
  nodes: () => ReadonlyArray<Pick<NodeRecord, "path">>,
): ReadonlyArray<Touched> => touched ?? interruptedIn(steps, nodes());

const interruptedIn = (
  steps: Plan["steps"],
  nodes: ReadonlyArray<Pick<NodeRecord, "path">>,
): ReadonlyArray<Touched> =>
  steps.flatMap((step) =>
    interruptedBy(step).flatMap((above) =>
      nodes
        .filter(({ path }) => above === "" || path === above || path.startsWith(`${above}/`))
        .map(({ path }) => ({
          ...{ path, because: step.reason },
          effect: step.action === "remove" ? "removed" : "restarts",
        })),
    ),
  );
