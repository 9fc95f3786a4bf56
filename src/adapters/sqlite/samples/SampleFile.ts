import Database, { type Statement } from "better-sqlite3";
import type { SampleTier } from "../../../domain/sample/Sample.ts";
import { type SampleTable, tableNamed } from "../../../samples/tiers.ts";
import { keepPrivate } from "../file/keepPrivate.ts";
import { creationOf, migrations } from "./schema.ts";

type Mark = "seq" | "since" | "5m" | "1h" | "1d";

/** In kB: few pages of a store are in use at a time, the newest of each series. */
const cacheOf = { write: 16_000, read: 32_000 };

/** How long to wait for a lock, in ms: a backup or a checkpoint holds one for a moment. */
const patience = 2_000;

/** The store's database: its tables, and the statements that were prepared for them. */
export class SampleFile {
  readonly #db: Database;
  readonly #statements = new Map<string, Statement>();
  #tables = new Set<string>();

  constructor(file: string, access: "write" | "read") {
    const isRead = access === "read";
    if (!isRead) keepPrivate(file);
    this.#db = new Database(file, { readonly: isRead, fileMustExist: isRead });
    try {
      this.#db.pragma(`busy_timeout = ${patience}`);
      this.#db.pragma(`cache_size = -${cacheOf[access]}`);
      if (isRead) this.#checkVersion();
      else this.#prepareForWriting();
      this.lookForTables();
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  /** The statement with this text, prepared once. */
  statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const fresh = this.#db.prepare(sql);
    this.#statements.set(sql, fresh);
    return fresh;
  }

  /** Carry something out as a whole or not at all, and in reading see the store as it is at one moment. */
  atOnce<A>(act: () => A): A {
    return this.#db.transaction(act)();
  }

  has({ name }: SampleTable): boolean {
    return this.#tables.has(name);
  }

  /** Make the table of a day or a month, unless it is there. */
  ensure(table: SampleTable): void {
    if (this.has(table)) return;
    this.#db.exec(creationOf(table));
    this.#tables.add(table.name);
  }

  /** The tables of days and months. */
  get tables(): ReadonlyArray<SampleTable & { readonly tier: SampleTier }> {
    return [...this.#tables].flatMap((name) => tableNamed(name) ?? []);
  }

  drop({ name }: SampleTable): void {
    for (const sql of this.#statements.keys()) if (sql.includes(name)) this.#statements.delete(sql);
    this.#db.exec(`DROP TABLE ${name}`);
    this.#tables.delete(name);
  }

  /** Find out which tables the writer has made or dropped meanwhile. */
  lookForTables(): void {
    const rows = this.statement("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    this.#tables = new Set((rows as ReadonlyArray<{ name: string }>).map(({ name }) => name));
  }

  /** Null: it was never set. */
  mark(name: Mark): number | null {
    const row = this.statement("SELECT value FROM mark WHERE name = ?").get(name);
    return (row as { value: number } | undefined)?.value ?? null;
  }

  setMark(name: Mark, value: number): void {
    this.statement("INSERT OR REPLACE INTO mark (name, value) VALUES (?, ?)").run(name, value);
  }

  close(): void {
    this.#db.close();
  }

  get #version(): number {
    return Number(this.#db.pragma("user_version", { simple: true }));
  }

  #checkVersion(): void {
    if (this.#version > migrations.length) throw new Error("it was written by a newer Sentinel");
  }

  #prepareForWriting(): void {
    this.#db.pragma("page_size = 8192");
    this.#db.pragma("journal_mode = WAL");
    this.#db.pragma("synchronous = NORMAL");
    this.#checkVersion();
    const version = this.#version;
    if (version === migrations.length) return;
    this.atOnce(() => {
      for (const step of migrations.slice(version).flat()) this.#db.exec(step);
      this.#db.pragma(`user_version = ${migrations.length}`);
    });
  }
}
