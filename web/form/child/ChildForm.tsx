import { useState } from "react";
import type { ChildPath } from "../../../src/domain/tree/ChildPath.ts";
import type { Mistake } from "../mistakes.ts";
import { draftOrReason } from "../text/draft.ts";
import { Unreadable } from "../Unreadable.tsx";
import { ChildFields } from "./ChildFields.tsx";
import { EditAsText } from "./EditAsText.tsx";

export interface ChildFormProps {
  /** The draft: the text of the tree's file. */
  readonly text: string;
  /** The child; empty for the tree itself. */
  readonly path: ChildPath;
  /** The text that changes are shown against; by default the text at the time the form was opened. */
  readonly saved?: string | undefined;
  /** The daemon's errors for this text; null before its first answer. */
  readonly mistakes?: ReadonlyArray<Mistake> | null | undefined;
  readonly onChange: (text: string) => void;
  /** Called after a rename, with the new path. */
  readonly onPath?: ((path: ChildPath) => void) | undefined;
  /** Show the declaration of the child in the text. */
  readonly onEditText?: (() => void) | undefined;
}

/** A form for one child of the draft, generated from the schema. It edits the text and keeps its comments. */
export const ChildForm = (props: ChildFormProps) => {
  const [first] = useState(props.text);
  const draft = draftOrReason(props.text);
  const saved = draftOrReason(props.saved ?? first);
  if (typeof draft === "string")
    return (
      <Unreadable reason={draft}>
        <EditAsText onEditText={props.onEditText} />
      </Unreadable>
    );
  return <ChildFields {...props} draft={draft} savedDraft={typeof saved === "string" ? draft : saved} />;
};
