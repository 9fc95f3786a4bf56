import { type ReactNode, useMemo } from "react";
import { messageOf } from "../../../api/ApiError.ts";
import type { Plan } from "../../../api/config.ts";
import { useLive } from "../../../live/useLive.ts";
import { useShowTouched } from "../../../selection/useTouched.ts";
import { timeOfDay } from "../../../time/format.ts";
import { Glyph } from "../../../ui/icons/Glyph.tsx";
import { Failure } from "../../../ui/messages/Failure.tsx";
import { nameOfText } from "../nameOfText.ts";
import { ApplyForm, type ApplyFormProps } from "./ApplyForm.tsx";
import { type ApplyState, Outdated } from "./applyMachine.ts";
import { PlanSteps } from "./PlanSteps.tsx";
import { personOf, summaryOf } from "./planWords.ts";
import { touchedBy } from "./touchedBy.ts";

interface ApplyPanelProps extends ApplyFormProps {
  readonly title?: string;
}

/** The plan and the apply. */
export const ApplyPanel = (props: ApplyPanelProps) => {
  const { state, title = "Plan" } = props;
  const { plan } = state.context;
  useOutlined(state);
  return (
    <section aria-label={title} aria-busy={state.matches("planning")}>
      <div className="config-head">
        <h2>{title}</h2>
        <span className="dim" role="status">
          {headline(state)}
        </span>
      </div>
      <Outcome {...props} />
      {plan === null ? null : <PlanNotes plan={plan} />}
      {plan === null || state.matches("applied") ? null : <PlanSteps steps={plan.steps} />}
      <ApplyForm {...props} />
    </section>
  );
};

/** Outlines the nodes that a plan affects wherever the page shows them, until it is applied. */
const useOutlined = (state: ApplyState): void => {
  const { tree } = useLive();
  const { plan } = state.context;
  const isShown = plan !== null && !state.matches("applied");
  const touched = useMemo(
    () => (isShown ? touchedBy(plan, () => tree.order.flatMap((i) => tree.node(i) ?? [])) : null),
    [isShown, plan, tree],
  );
  useShowTouched(touched);
};

const headline = ({ value, context: { plan, mistakes, begunAt } }: ApplyState): string => {
  switch (value) {
    case "editing":
    case "planning":
      return "planning…";
    case "mistaken":
      return `none: ${mistakes.length} ${mistakes.length === 1 ? "error" : "errors"}`;
    case "failed":
      return "none";
    case "applying":
      return `applying since ${timeOfDay(begunAt)}`;
    case "applied":
      return "applied";
    default:
      return plan === null ? "" : totalOf(plan);
  }
};

const totalOf = ({ steps, untouched }: Pick<Plan, "steps" | "untouched">): string =>
  steps.length === 0 ? "nothing to do, this is what runs" : `${summaryOf(steps)}, ${untouched} untouched`;

/** The obstacles before an apply, and its result. */
const Outcome = ({ state, send, file: own }: ApplyPanelProps) => {
  const { error, mistakes, meanwhile, applied } = state.context;
  const planAgain = (
    <button type="button" className="button" onClick={() => send({ type: "PLAN" })}>
      Plan again
    </button>
  );
  if (state.matches("failed")) return <Failure error={error} retry={() => send({ type: "PLAN" })} />;
  if (state.matches("mistaken"))
    return (
      <ul>
        {mistakes.map(({ file, line, column, message, hint }) => (
          <li key={`${file}:${line}:${column} ${message}`} className="plan-mistake">
            <Glyph state="failed" little />
            <p>
              <span className="mono">
                {file === nameOfText ? (own?.name ?? file) : file}:{line}:{column}
              </span>{" "}
              {message}
              {hint === null ? "" : `; ${hint}`}
            </p>
          </li>
        ))}
      </ul>
    );
  if (state.matches("outdated"))
    return (
      <Said kind="unhealthy" action={planAgain}>
        {meanwhile === null
          ? "Another revision was applied meanwhile"
          : `${personOf(meanwhile.by)} has applied r${meanwhile.number} meanwhile`}
        . Nothing was applied, and your text is kept.
      </Said>
    );
  if (state.matches("refused"))
    return (
      <Said kind="failed" action={planAgain} isAlert>
        {applied === null ? refusalOf(error) : failureOf(applied)}
      </Said>
    );
  if (state.matches("applied") && applied !== null)
    return (
      <Said kind={applied.file?.problem == null ? "finished" : "unhealthy"} action={planAgain}>
        {applied.steps.length === 0 ? "Nothing had to be done." : `Applied: ${summaryOf(applied.steps)}.`}
        {fileOutcome(applied.file)}
        {(applied.not_up ?? []).length === 0
          ? ""
          : ` Not up yet: ${(applied.not_up ?? []).map(({ path }) => path).join(", ")}.`}
      </Said>
    );
  return null;
};

const refusalOf = (error: unknown): string =>
  error instanceof Outdated
    ? "The file has changed since this draft was begun. Nothing was applied, and your text is kept."
    : `The apply was refused, or its result is unknown: ${messageOf(error)}. The history shows what is in force.`;

const failureOf = ({
  error,
  restore_error,
}: {
  readonly error: string | null;
  readonly restore_error: string | null;
}): string =>
  `The apply has failed and was rolled back: ${error ?? "for an unknown reason"}${
    restore_error === null ? "." : `. The rollback has failed, too: ${restore_error}.`
  }`;

const fileOutcome = (file: { readonly problem: string | null } | undefined): string => {
  if (file === undefined) return " The file was not changed.";
  return file.problem === null ? " The file has it." : ` The file was not written: ${file.problem}.`;
};

const PlanNotes = ({ plan: { steps, another_tree, failed = [], stale = [] } }: { readonly plan: Plan }) => (
  <>
    {another_tree === undefined ? null : (
      <Said kind="failed">This text can't be applied from here: {another_tree}.</Said>
    )}
    {failed.length === 0 || steps.length === 0 ? null : (
      <Said kind="failed">
        Failed, and not started by this: {failed.map((path) => path || "the tree").join(", ")}.
      </Said>
    )}
    {stale.map(({ path, files }) => (
      <Said key={path} kind="unhealthy">
        {path} runs with outdated values of {files.join(", ")} until it is restarted.
      </Said>
    ))}
  </>
);

interface SaidProps {
  readonly kind: "failed" | "unhealthy" | "finished";
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly isAlert?: boolean;
}

const Said = ({ kind, children, action, isAlert = false }: SaidProps) => (
  <div className="note config-note" role={isAlert ? "alert" : undefined}>
    <Glyph state={kind} />
    <p className="grow">{children}</p>
    {action}
  </div>
);
