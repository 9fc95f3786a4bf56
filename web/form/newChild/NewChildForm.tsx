import { draftOrReason } from "../text/draft.ts";
import { Unreadable } from "../Unreadable.tsx";
import { Questions, type QuestionsProps } from "./Questions.tsx";

/** A form for a new child. It asks for what has no default; all other keys can be changed afterwards. */
export const NewChildForm = (props: Omit<QuestionsProps, "draft">) => {
  const draft = draftOrReason(props.text);
  return typeof draft === "string" ? <Unreadable reason={draft} /> : <Questions {...props} draft={draft} />;
};
