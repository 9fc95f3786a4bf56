import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type AuditFilter, auditQuery, isAction, newestQuery } from "../../../api/audit.ts";
import { Failure } from "../../../ui/messages/Failure.tsx";
import { Message } from "../../../ui/messages/Message.tsx";
import { Reading } from "../../../ui/messages/Reading.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { useTitle } from "../../../ui/useTitle.ts";
import { ForAdmins } from "../parts/ForAdmins.tsx";
import { AuditFilters } from "./AuditFilters.tsx";
import { AuditTable } from "./AuditTable.tsx";
import { DownloadButton } from "./DownloadButton.tsx";
import { principalOf } from "./principalOf.ts";

const route = getRouteApi("/shell/settings/audit");

/** Who has asked for what, newest first. The address has the filters. */
export const AuditPage = () => {
  useTitle("Audit");
  return (
    <ForAdmins>
      <Audit />
    </ForAdmins>
  );
};

const Audit = () => {
  const { who, action, result, since, until } = route.useSearch();
  const filter: AuditFilter = {
    ...(who === undefined ? {} : { principal: principalOf(who) }),
    ...{ action, outcome: result, since, until },
  };
  return (
    <div className="stack">
      <AuditFilters />
      <Log filter={filter} isFiltered={Object.values(filter).some((value) => value !== undefined)} />
    </div>
  );
};

const Log = ({ filter, isFiltered }: { readonly filter: AuditFilter; readonly isFiltered: boolean }) => {
  const log = useInfiniteQuery(auditQuery(filter));
  const newest = useQuery(newestQuery(filter)).data;
  const entries = log.data?.pages.flatMap(({ items }) => items.filter(isAction)) ?? [];
  const isBehind = newest !== undefined && log.isSuccess && newest > (entries[0]?.seq ?? 0);
  return (
    <Panel
      title="Audit"
      meta="every change and every login"
      action={
        <>
          {isBehind ? (
            <button type="button" className="button tiny" onClick={() => void log.refetch()}>
              Show new entries
            </button>
          ) : null}
          <DownloadButton key={JSON.stringify(filter)} filter={filter} />
        </>
      }
    >
      {log.isPending ? <Reading /> : null}
      {log.isError ? <Failure error={log.error} retry={() => void log.refetch()} /> : null}
      {log.isSuccess && entries.length === 0 ? <Empty isFiltered={isFiltered} /> : null}
      {entries.length === 0 ? null : (
        <AuditTable
          entries={entries}
          hasMore={log.hasNextPage}
          isReading={log.isFetchingNextPage}
          onMore={() => void log.fetchNextPage()}
        />
      )}
    </Panel>
  );
};

const Empty = ({ isFiltered }: { readonly isFiltered: boolean }) =>
  isFiltered ? <Message title="Nothing matches these filters." /> : <Message title="No entries yet." />;
