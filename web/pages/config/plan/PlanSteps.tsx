import { useMemo, useState } from "react";
import type { PlanStep } from "../../../api/config.ts";
import { isLeaf, type Tree } from "../../../live/Tree.ts";
import { useTree } from "../../../live/useLive.ts";
import { Cells } from "../../../map/Cells.tsx";
import { parseFilter } from "../../../selection/filter.ts";
import { Icon } from "../../../ui/icons/Icon.tsx";
import { groupsOf, interruptedBy, type StepGroup, wordsOf } from "./planWords.ts";

/** The number of steps shown before all are requested. */
const firstSteps = 40;

interface PlanStepsProps {
  readonly steps: ReadonlyArray<PlanStep>;
  /** The steps of the past, which affect nothing now. */
  readonly isPast?: boolean;
}

/** The steps of a plan in order. */
export const PlanSteps = ({ steps, isPast = false }: PlanStepsProps) => {
  const [isWhole, setWhole] = useState(false);
  const groups = useMemo(() => groupsOf(steps), [steps]);
  const shown = isWhole ? groups : groups.slice(0, firstSteps);
  return (
    <>
      <ol className="plan-steps">
        {shown.map((group) => (
          <Step key={`${group.step.action} ${group.step.path}`} group={group} isPast={isPast} />
        ))}
      </ol>
      {shown.length < groups.length ? (
        <button type="button" className="button ghost plan-more" onClick={() => setWhole(true)}>
          Show all {steps.length} steps
        </button>
      ) : null}
    </>
  );
};

interface StepProps {
  readonly group: StepGroup;
  readonly isPast: boolean;
}

const Step = ({ group: { step, path, steps }, isPast }: StepProps) => {
  const { tag, icon } = wordsOf(step);
  const remarks = step.remarks ?? (step.fields.length === 0 ? [step.reason] : []);
  return (
    <li className="plan-step">
      <Icon name={icon} />
      <div className="grow">
        <div className="row">
          <b className="strong cut">{path || "the tree"}</b>
          {path === step.path ? null : (
            <span className="dim">{steps.length === 1 ? "1 instance" : `${steps.length} instances`}</span>
          )}
          <span className="grow" />
          <span className="tag">{tag}</span>
        </div>
        {step.fields.map(({ field, from, to }) => (
          <p key={field} className="dim plan-field">
            <span className="mono">{field}</span> {from} → {to}
          </p>
        ))}
        {remarks
          .filter((remark) => remark !== "")
          .map((remark) => (
            <p key={remark} className="dim">
              {remark}
            </p>
          ))}
        {isPast ? null : <Interrupted paths={steps.flatMap(interruptedBy)} />}
      </div>
    </li>
  );
};

/** Above this number of cells only their count is shown. */
const mostCells = 72;

const leavesUnder = (tree: Tree, order: ReadonlyArray<number>, paths: ReadonlyArray<string>) =>
  order.filter((i) => {
    const node = tree.node(i);
    if (node === undefined || !isLeaf(node)) return false;
    return paths.some((path) => path === "" || node.path === path || node.path.startsWith(`${path}/`));
  });

const unfiltered = parseFilter("");

/** The services, jobs and checks that a step affects, with their current states. */
const Interrupted = ({ paths }: { readonly paths: ReadonlyArray<string> }) => {
  const tree = useTree((one) => one);
  const order = useTree(({ order: all }) => all);
  const key = paths.join("\n");
  const leaves = useMemo(
    () => (key === "" && paths.length === 0 ? [] : leavesUnder(tree, order, key.split("\n"))),
    [tree, order, key, paths.length],
  );
  if (leaves.length === 0) return null;
  const rest = leaves.length - mostCells;
  return (
    <div className="plan-cells">
      <Cells cells={leaves.slice(0, mostCells)} filter={unfiltered} />
      {rest > 0 ? <span className="dim small">and {rest} more</span> : null}
    </div>
  );
};
