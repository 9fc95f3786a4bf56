import { useRef, useState } from "react";

/** A row of the control. Its id stays while its name is typed. */
interface EntryRow {
  readonly id: number;
  /** The name in the file; null for a new entry that has none yet. */
  readonly name: string | null;
}

/** The rows for these names of the file, and at most one for a new entry. */
export const useEntryRows = (names: ReadonlyArray<string>) => {
  const nextId = useRef(0);
  const fresh = (name: string | null): EntryRow => {
    nextId.current += 1;
    return { id: nextId.current, name };
  };
  const [rows, setRows] = useState<ReadonlyArray<EntryRow>>(() => names.map(fresh));
  const known = rows.flatMap(({ name }) => name ?? []);
  const isOutdated = known.join("\n") !== names.join("\n");
  if (isOutdated)
    setRows([
      ...names.map((name) => rows.find((row) => row.name === name) ?? fresh(name)),
      ...rows.filter(({ name }) => name === null),
    ]);
  return {
    rows,
    addRow: (): void => {
      if (!rows.some(({ name }) => name === null)) setRows([...rows, fresh(null)]);
    },
    nameRow: (id: number, name: string): void =>
      setRows(rows.map((row) => (row.id === id ? { ...row, name } : row))),
    removeRow: (id: number): void => setRows(rows.filter((row) => row.id !== id)),
  };
};
