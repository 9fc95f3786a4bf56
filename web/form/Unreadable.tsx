import type { ReactNode } from "react";
import { Message } from "../ui/messages/Message.tsx";

/** Shown in place of a form when the text can't be edited by one. */
export const Unreadable = ({
  reason,
  children,
}: {
  readonly reason: string;
  readonly children?: ReactNode;
}) => (
  <Message title="The form can't read this text.">
    <p>{reason}</p>
    {children}
  </Message>
);
