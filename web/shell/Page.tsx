import type { ReactNode } from "react";
import { useContact } from "../live/useLive.ts";
import { Reading } from "../ui/Message.tsx";

interface PageProps {
  readonly children: ReactNode;
  /** Without padding, and scrolling in its parts only. */
  readonly flush?: boolean;
}

/** The content of a page. */
export const Page = ({ children, flush = false }: PageProps) => (
  <main className={flush ? "page flush" : "page"} id="main" tabIndex={-1}>
    {children}
  </main>
);

/** The same for what is shown of the tree, once something is known of it. */
export const LivePage = (props: PageProps) => {
  const contact = useContact();
  return <Page {...props}>{contact.name === "reading" ? <Reading /> : props.children}</Page>;
};
