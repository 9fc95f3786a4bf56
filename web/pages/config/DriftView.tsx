import { useMemo } from "react";
import type { Revision } from "../../api/config.ts";
import { useWho } from "../../shell/useWho.ts";
import { ApplyPanel } from "./plan/ApplyPanel.tsx";
import type { Wanted } from "./plan/applyMachine.ts";
import { useApply } from "./plan/useApply.ts";
import type { Reference } from "./useReference.ts";

interface DriftViewProps {
  readonly reference: Reference;
  readonly newest: Revision | null | undefined;
}

/** The difference between the tree's file and the running tree. */
export const DriftView = ({ reference, newest }: DriftViewProps) => {
  const mayApply = useWho().role === "admin";
  const { text, hash, name, changedSince, path, obstacle } = reference;
  const wanted = useMemo(
    // An admin applies the planned text, even if the file has changed since.
    (): Wanted | null => (!mayApply ? { kind: "file" } : hash === null ? null : { kind: "text", text }),
    [mayApply, hash, text],
  );
  const { state, send } = useApply(wanted, newest);
  return (
    <div className="config-single">
      <section className="config-says">
        <p className="sentence">{sentenceOf(state.context.plan?.steps.length, wanted)}</p>
        <p className="dim">
          {path === null ? "The file of this tree" : path}
          {hash === null && obstacle !== null ? `: ${obstacle}` : ""}
          {changedSince === null ? ". " : `: ${changedSince.replace(/: `.*$/, "")}. `}
          {newest == null ? "" : `r${newest.number} is in force.`}
        </p>
      </section>
      {wanted === null ? null : (
        <ApplyPanel
          state={state}
          send={send}
          mayApply={mayApply}
          file={hash === null || obstacle !== null ? null : { name, hash, isChanged: false }}
          title="Plan for the file"
        />
      )}
    </div>
  );
};

const sentenceOf = (steps: number | undefined, wanted: Wanted | null): string => {
  if (wanted === null) return "There is no file to compare with.";
  if (steps === undefined) return "Comparing the file with what runs…";
  return steps === 0 ? "The file is what runs." : "The file is not what runs.";
};
