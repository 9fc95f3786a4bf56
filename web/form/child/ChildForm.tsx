import { useState } from "react";
import { draftOrReason } from "../text/draft.ts";
import { Unreadable } from "../Unreadable.tsx";
import { ChildFields, type ChildFieldsProps } from "./ChildFields.tsx";
import { EditAsText } from "./EditAsText.tsx";

interface ChildFormProps extends Omit<ChildFieldsProps, "draft" | "savedDraft"> {
  /** The draft: the text of the tree's file. */
  readonly text: string;
  /** The text that changes are shown against; by default the text at the time the form was opened. */
  readonly saved?: string | undefined;
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
