import type { ChildPath } from "../../../src/domain/tree/ChildPath.ts";
import { draftOrReason } from "../text/draft.ts";
import { Unreadable } from "../Unreadable.tsx";
import { Questions } from "./Questions.tsx";

export interface NewChildFormProps {
  /** The draft: the text of the tree's file. */
  readonly text: string;
  /** The supervisor that is preselected; empty for the root. */
  readonly under: ChildPath;
  readonly onChange: (text: string) => void;
  /** Called when the child is in the draft. */
  readonly onAdded: (path: ChildPath) => void;
}

/** A form for a new child. It asks for what has no default; all other keys can be changed afterwards. */
export const NewChildForm = (props: NewChildFormProps) => {
  const draft = draftOrReason(props.text);
  return typeof draft === "string" ? <Unreadable reason={draft} /> : <Questions {...props} draft={draft} />;
};
