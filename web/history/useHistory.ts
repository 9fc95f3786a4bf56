import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { exitsQuery, historyQuery, olderOf } from "../api/history.ts";
import type { NodeRecord } from "../live/protocol.ts";
import { useRefreshed } from "../live/useRefreshed.ts";
import { type Stay, staysOf, withPresent } from "./history.ts";

/** The loaded part of a node's history. */
export interface History {
  /** Oldest first. */
  readonly stays: ReadonlyArray<Stay>;
  /** How often runs of it have ended, since when (ISO 8601); null: not known, or it has no runs. */
  readonly exits: { readonly exits: number; readonly since: string } | null;
  readonly isReading: boolean;
  readonly error: unknown;
  readonly retry: () => void;
  /** Whether the journal has older entries. */
  readonly hasOlder: boolean;
  /** Load older entries; no effect while they are being loaded. */
  readonly readOlder: () => void;
}

export const useHistory = (node: NodeRecord): History => {
  const client: QueryClient = useQueryClient();
  const query = historyQuery(client, node.path);
  const { data, isPending, error, refetch } = useQuery(query);
  const [older, setOlder] = useState<"idle" | "reading" | { readonly error: unknown }>("idle");
  // Also the number of exits.
  useRefreshed(query.queryKey, node.i);
  const { data: counted } = useQuery({ ...exitsQuery(node.path), enabled: node.kind !== "supervisor" });
  const known = useMemo(() => staysOf(data?.transitions ?? []), [data]);
  const stays = useMemo(() => withPresent(known, node), [known, node]);
  const readOlder = (): void => {
    if (data?.older == null || older === "reading") return;
    setOlder("reading");
    olderOf(client, node.path, data.older).then(
      () => setOlder("idle"),
      (cause: unknown) => setOlder({ error: cause }),
    );
  };
  return {
    stays,
    exits:
      counted === undefined || counted.since === null ? null : { exits: counted.exits, since: counted.since },
    isReading: isPending || older === "reading",
    error: typeof older === "object" ? older.error : error,
    retry: () => (typeof older === "object" ? readOlder() : void refetch()),
    hasOlder: data?.older != null,
    readOlder,
  };
};
