/** The part of the driver that is used here: it has no types of its own. */
declare module "better-sqlite3" {
  interface Statement {
    run(...values: ReadonlyArray<unknown>): { readonly changes: number; readonly lastInsertRowid: number };
    get(...values: ReadonlyArray<unknown>): unknown;
    all(...values: ReadonlyArray<unknown>): ReadonlyArray<unknown>;
    iterate(...values: ReadonlyArray<unknown>): IterableIterator<unknown>;
    raw(): this;
  }
  export default class Database {
    constructor(file: string, options?: { readonly readonly?: boolean; readonly fileMustExist?: boolean });
    prepare(sql: string): Statement;
    exec(sql: string): void;
    pragma(sql: string, options?: { readonly simple: boolean }): unknown;
    transaction<A>(act: () => A): () => A;
    close(): void;
  }
  export type { Statement };
}
