import type { ReactNode } from "react";
import { useContact } from "../live/useLive.ts";
import { Reading } from "../ui/messages/Reading.tsx";

interface LivePageProps {
  readonly children: ReactNode;
  /** Without padding; only its parts scroll. */
  readonly flush?: boolean;
}

/** The content of a page, once something is known of the tree. */
export const LivePage = ({ children, flush = false }: LivePageProps) => {
  const contact = useContact();
  return (
    <main className={flush ? "page flush" : "page"} id="main" tabIndex={-1}>
      {contact.name === "reading" ? <Reading /> : children}
    </main>
  );
};
