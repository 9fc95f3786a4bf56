import type { NodeColumns } from "./protocol.ts";

/** One row of some columns. */
type RecordIn<Columns> = {
  readonly [Field in keyof Columns]: Extract<Columns[Field], ReadonlyArray<unknown>>[number];
};

/** The nodes in some columns, each as a record of the columns that there are. */
export const recordsIn = <Columns extends Pick<NodeColumns, "i">>(
  columns: Columns,
): ReadonlyArray<RecordIn<Columns>> => {
  const fields = Object.entries(columns) as ReadonlyArray<[string, ReadonlyArray<unknown>]>;
  return columns.i.map(
    (_, at) => Object.fromEntries(fields.map(([field, column]) => [field, column[at]])) as RecordIn<Columns>,
  );
};
