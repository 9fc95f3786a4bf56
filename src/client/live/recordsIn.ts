import type { NodeColumns, NodeRecord } from "./protocol.ts";

/** The nodes in some columns, as records. */
export const recordsIn = (columns: NodeColumns): ReadonlyArray<NodeRecord> => {
  const fields = Object.entries(columns) as ReadonlyArray<[keyof NodeRecord, ReadonlyArray<unknown>]>;
  return columns.i.map(
    (_, at) =>
      Object.fromEntries(fields.map(([field, column]) => [field, column[at]])) as unknown as NodeRecord,
  );
};
