import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { inForceAt, knownRevisionsQuery, madeAt } from "../api/knownRevisions.ts";

interface RevisionLinkProps {
  /** The moment of the apply, as an ISO 8601 time. */
  readonly at: string;
  /** The content address of its tree, if it is known. */
  readonly hash?: string;
  readonly children: ReactNode;
}

/** Links an apply to its revision in the history. Without the right to see it, or if it is too old, only the words are shown. */
export const RevisionLink = ({ at, hash, children }: RevisionLinkProps) => {
  const known = useQuery(knownRevisionsQuery).data ?? [];
  const revision = hash === undefined ? inForceAt(known, at) : madeAt(known, hash, at);
  if (revision === undefined) return children;
  return (
    <Link className="link" to="/config" search={{ view: "history", revision }} title={`Revision ${revision}`}>
      {children}
    </Link>
  );
};
