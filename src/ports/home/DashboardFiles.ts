/** An encoding in which a file of the dashboard is kept besides its plain form. */
export type Encoding = "br" | "gzip";

/** A file of the dashboard, as it is sent. */
export interface DashboardFile {
  readonly content: Uint8Array<ArrayBuffer>;
  /** Its media type. */
  readonly type: string;
  /** Null: it is plain. */
  readonly encoding: Encoding | null;
}

/** The built dashboard. */
export interface DashboardFiles {
  /**
   * A file by its path in the dashboard (`index.html`), in the first of these encodings in which it is kept, otherwise
   * plain. Null: there is no such file, or the dashboard has not been built.
   */
  readonly find: (path: string, encodings: ReadonlyArray<Encoding>) => Promise<DashboardFile | null>;
}
