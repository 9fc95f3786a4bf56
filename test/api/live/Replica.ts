import type { MachineNews, NodeColumns } from "../../../api/contract/tree/live.ts";

type Row = Readonly<Record<string, unknown>>;
type Columns = Partial<Readonly<Record<string, ReadonlyArray<unknown>>>>;

/** A frame of the server; what is in it depends on its kind. */
export interface ServerFrame {
  readonly s?: number;
  readonly t?: number;
  readonly e?: ReadonlyArray<readonly [number, number, string, string, number]>;
  readonly n?: {
    readonly added?: Columns;
    readonly updated?: Columns;
    readonly removed?: ReadonlyArray<number>;
    readonly order?: ReadonlyArray<number>;
  };
  readonly reset?: { readonly epoch: string; readonly seq: number; readonly t: number; readonly why: string };
  readonly snapshot?: { readonly epoch: string; readonly seq: number; readonly nodes: NodeColumns };
  readonly error?: { readonly message: string };
  readonly m?: Columns;
  readonly log?: { readonly id: number; readonly lines: ReadonlyArray<{ readonly seq: number }> };
  readonly machine?: MachineNews;
}

const rowsOf = (columns: Columns): ReadonlyArray<Row> =>
  (columns.i ?? []).map((_, at) =>
    Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, cells?.[at]])),
  );

/** What a client makes of the frames, as docs/live.md tells it to. */
export class Replica {
  epoch: string | null = null;
  seq: number | null = null;
  #rows = new Map<number, Row>();
  #order: ReadonlyArray<number> = [];
  #names: ReadonlyArray<string> = [];

  hear({ s, n, snapshot }: ServerFrame): void {
    if (snapshot !== undefined) {
      this.epoch = snapshot.epoch;
      this.seq = snapshot.seq;
      this.#rows = new Map(rowsOf(snapshot.nodes).map((row) => [Number(row.i), row]));
      this.#order = snapshot.nodes.i;
      this.#names = Object.keys(snapshot.nodes);
    }
    if (s !== undefined) this.seq = s;
    for (const row of rowsOf(n?.added ?? {})) this.#rows.set(Number(row.i), row);
    for (const row of rowsOf(n?.updated ?? {}))
      this.#rows.set(Number(row.i), { ...this.#rows.get(Number(row.i)), ...row });
    for (const i of n?.removed ?? []) this.#rows.delete(i);
    if (n?.order !== undefined) {
      this.#order = n.order;
      for (const i of this.#rows.keys()) if (!n.order.includes(i)) this.#rows.delete(i);
    }
  }

  /** All nodes as `GET /state` has them. */
  get columns(): Columns {
    const rows = this.#order.flatMap((i): ReadonlyArray<Row> => {
      const row = this.#rows.get(i);
      return row === undefined ? [] : [row];
    });
    return Object.fromEntries(this.#names.map((name) => [name, rows.map((row: Row) => row[name])]));
  }
}
