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

/** Leads from an apply to its revision in the history; only the words for who may not see it, or where it is too long ago. */
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
