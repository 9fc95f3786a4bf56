import { checkSamples } from "../../machines/check/samples.ts";
import { jobSamples } from "../../machines/job/samples.ts";
import type { Sample } from "../../machines/lighting.ts";
import { serviceSamples } from "../../machines/service/samples.ts";
import { supervisorSamples } from "../../machines/supervisor/samples.ts";
import type { ChildKind } from "../../src/domain/tree/ChildSpec.ts";
import type { ViewOf } from "../../src/domain/view/NodeView.ts";
import type { PartOf, StatusOf } from "../../src/domain/view/Status.ts";
import type { NodeOf } from "../node/traits.ts";
import type { Now } from "../node/views/clock.ts";
import type { Wiring } from "../node/wiring.ts";
import { checkView } from "./check.ts";
import { explainCheck } from "./explain/explainCheck.ts";
import type { Explained } from "./explain/explained.ts";
import { explainJob } from "./explain/explainJob.ts";
import { explainService } from "./explain/explainService.ts";
import { explainSupervisor } from "./explain/explainSupervisor.ts";
import type { Degradation } from "./groupState.ts";
import { jobView } from "./job.ts";
import type { Viewed } from "./nodeView.ts";
import { serviceReadings, serviceView } from "./service.ts";
import { supervisorReadings, supervisorView } from "./supervisor.ts";
import type { UsageByPid } from "./usage.ts";

/** The inputs for the readings of a status, apart from the node. */
interface Measured {
  readonly degraded: Degradation;
  readonly usage: UsageByPid;
  readonly now: Now;
}

/** How the nodes of a kind are shown. */
interface Kind<Node, View, Part, Status> {
  readonly view: (node: Node, viewed: Viewed) => View;
  /** Its part of a tree's status. */
  readonly part: (node: Node, view: View, measured: Measured) => Part;
  readonly status: (part: Part) => Status;
  /** Why it is in its state, in addition to the explanation for nodes of any kind. */
  readonly explain: (node: Node, wiring: Wiring) => Explained;
  /** The events that its chart may get next. */
  readonly samples: (node: Node, now: Now) => ReadonlyArray<Sample>;
}

const kinds: {
  readonly [Each in ChildKind]: Kind<NodeOf<Each>, ViewOf<Each>, PartOf<Each>, StatusOf<Each>>;
} = {
  service: {
    view: serviceView,
    part: (node, view, { usage, now }) => {
      const readings = serviceReadings(node, usage, now);
      return { kind: "service", view, readings, tally: node.tally };
    },
    status: ({ view, readings }) => ({ ...view, ...readings }),
    explain: explainService,
    samples: ({ actor }, now) => serviceSamples(actor.getSnapshot().context, now.monotonic()),
  },
  supervisor: {
    view: supervisorView,
    part: (node, view, { degraded, now }) => {
      const readings = { ...supervisorReadings(node, now), ...degraded };
      return { kind: "supervisor", view, readings, tally: node.tally };
    },
    status: ({ view, readings }) => ({ ...view, ...readings }),
    explain: explainSupervisor,
    samples: ({ actor }, now) => supervisorSamples(actor.getSnapshot().context, now.monotonic()),
  },
  check: {
    view: checkView,
    part: (node, view) => ({ kind: "check", view, tally: node.tally }),
    status: ({ view }) => view,
    explain: explainCheck,
    samples: checkSamples,
  },
  job: {
    view: jobView,
    part: (node, view) => {
      const { instants, runs } = node.counted;
      return { kind: "job", view, counted: { instants, runs }, tally: node.tally };
    },
    status: ({ view }) => view,
    explain: explainJob,
    samples: jobSamples,
  },
};

export const kindOf = <Each extends ChildKind>({
  kind,
}: {
  readonly kind: Each;
}): Kind<NodeOf<Each>, ViewOf<Each>, PartOf<Each>, StatusOf<Each>> => kinds[kind];
