import type { ReactNode } from "react";

interface MessageProps {
  readonly title: string;
  readonly children?: ReactNode;
}

/** The content of a place with nothing else to show. */
export const Message = ({ title, children }: MessageProps) => (
  <div className="message">
    <p className="title">{title}</p>
    {children}
  </div>
);
