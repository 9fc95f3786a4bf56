import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect } from "react";
import { type FailedApply, failedAppliesQuery, type Revision, revisionsQuery } from "../../../api/config.ts";
import { Failure } from "../../../ui/messages/Failure.tsx";
import { Message } from "../../../ui/messages/Message.tsx";
import { Reading } from "../../../ui/messages/Reading.tsx";
import { RevisionDetail } from "./RevisionDetail.tsx";
import { FailedRow, RevisionRow } from "./RevisionRow.tsx";

const route = getRouteApi("/shell/config");

/** The revisions and the failed applies, newest first. */
export const HistoryView = ({ newest }: { readonly newest: Revision | null | undefined }) => {
  const { revision } = route.useSearch();
  const list = useInfiniteQuery(revisionsQuery);
  const { refetch } = list;
  const newestNumber = newest?.number;
  useEffect(() => {
    if (newestNumber !== undefined) void refetch();
  }, [refetch, newestNumber]);
  const revisions = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const selected = revision ?? newestNumber;
  return (
    <div className="config-split config-history">
      <section className="config-text" aria-label="Revisions">
        <div className="config-head">
          <h2>Revisions</h2>
          <span className="dim">{newestNumber === undefined ? "" : `${newestNumber} so far`}</span>
        </div>
        {list.isError ? <Failure error={list.error} retry={() => void list.refetch()} /> : null}
        {list.isPending ? <Reading /> : null}
        {list.isSuccess && revisions.length === 0 ? <Message title="No revisions yet." /> : null}
        <Rows revisions={revisions} isWhole={!list.hasNextPage} selected={selected} inForce={newestNumber} />
        {list.hasNextPage ? (
          <button
            type="button"
            className="button ghost plan-more"
            aria-disabled={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {list.isFetchingNextPage ? "reading…" : "Older revisions"}
          </button>
        ) : null}
      </section>
      <div className="config-plan">
        {selected === undefined || newest == null ? null : (
          <RevisionDetail key={selected} number={selected} newest={newest} known={revisions} />
        )}
      </div>
    </div>
  );
};

interface RowsProps {
  readonly revisions: ReadonlyArray<Revision>;
  /** There are no older revisions. */
  readonly isWhole: boolean;
  readonly selected: number | undefined;
  readonly inForce: number | undefined;
}

type Row =
  | { readonly kind: "revision"; readonly at: string; readonly revision: Revision }
  | { readonly kind: "failed"; readonly at: string; readonly failed: FailedApply };

const Rows = ({ revisions, isWhole, selected, inForce }: RowsProps) => {
  const failed = useQuery(failedAppliesQuery).data ?? [];
  const oldest = revisions.at(-1)?.at ?? "";
  const rows: ReadonlyArray<Row> = [
    ...revisions.map((revision): Row => ({ kind: "revision", at: revision.at, revision })),
    ...failed
      .filter(({ at }) => isWhole || at >= oldest)
      .map((one): Row => ({ kind: "failed", at: one.at, failed: one })),
  ].sort((one, other) => other.at.localeCompare(one.at));
  return (
    <ul className="revisions">
      {rows.map((row) => (
        <li key={row.kind === "failed" ? `failed ${row.at}` : row.revision.number}>
          {row.kind === "failed" ? (
            <FailedRow failed={row.failed} />
          ) : (
            <RevisionRow
              revision={row.revision}
              isInForce={row.revision.number === inForce}
              isSelected={row.revision.number === selected}
            />
          )}
        </li>
      ))}
    </ul>
  );
};
