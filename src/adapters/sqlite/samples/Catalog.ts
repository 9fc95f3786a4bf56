import type { Sample, SampleKind } from "../../../domain/sample/Sample.ts";
import type { ChildPath } from "../../../domain/tree/ChildPath.ts";
import { groupsAbove, labelText, seriesKey } from "../../../samples/series.ts";
import type { SampleFile } from "./SampleFile.ts";

/** A series to which samples are added. */
export interface Series {
  readonly id: number;
  readonly kind: SampleKind;
  readonly subject: ChildPath;
  /** Those of the supervisors above it, which count its samples too. */
  readonly groups: ReadonlyArray<number>;
}

/** The most series: more would come from a label that never has the same value twice. */
export interface SeriesLimits {
  readonly ofSubject: number;
  readonly all: number;
}
export const customaryLimits: SeriesLimits = { ofSubject: 2_000, all: 50_000 };

interface Row {
  readonly id: number;
  readonly metric: string;
  readonly grouped: number;
  readonly subject: string;
  readonly labels: string;
}

/** All series of a store, in memory. */
export class Catalog {
  readonly #file: SampleFile;
  readonly #limits: SeriesLimits;
  readonly #kinds = new Map<string, SampleKind>();
  /** By metric, subject and labels. */
  readonly #series = new Map<string, Series>();
  /** By metric and supervisor. */
  readonly #groups = new Map<string, number>();
  readonly #kindOf = new Map<number, SampleKind>();
  readonly #ofSubject = new Map<ChildPath, number>();

  constructor(file: SampleFile, limits: SeriesLimits) {
    this.#file = file;
    this.#limits = limits;
    const metrics = file.statement("SELECT name, kind FROM metric").all();
    for (const { name, kind } of metrics as ReadonlyArray<{ name: string; kind: SampleKind }>)
      this.#kinds.set(name, kind);
    const rows = file.statement("SELECT id, metric, grouped, subject, labels FROM series").all();
    const [groups, single] = [[1], [0]].map(([grouped]) =>
      (rows as ReadonlyArray<Row>).filter((row) => row.grouped === grouped),
    );
    for (const row of groups ?? []) this.#keepGroup(row);
    for (const row of single ?? []) this.#keep(row);
  }

  /** The samples' own series, without those of groups. */
  get all(): Iterable<Series> {
    return this.#series.values();
  }

  /** Every series, of groups too, with its kind. */
  get kinds(): ReadonlyMap<number, SampleKind> {
    return this.#kindOf;
  }

  get size(): number {
    return this.#series.size;
  }

  /** The series of a sample, which is made if there is none; or why the sample can't be stored. */
  of(sample: Sample, now: number): Series | string {
    const { metric, kind, subject } = sample;
    const known = this.#series.get(seriesKey(sample));
    if (known !== undefined) return known.kind === kind ? known : anotherKind(metric, known.kind);
    const kindBefore = this.#kinds.get(metric);
    if (kindBefore !== undefined && kindBefore !== kind) return anotherKind(metric, kindBefore);
    if (this.size >= this.#limits.all) return `there are ${this.#limits.all} series already`;
    if ((this.#ofSubject.get(subject) ?? 0) >= this.#limits.ofSubject)
      return `${subject || "the tree"} has ${this.#limits.ofSubject} series already`;
    return this.#make(sample, now);
  }

  #make({ metric, kind, subject, labels }: Sample, now: number): Series {
    if (!this.#kinds.has(metric)) {
      this.#file.statement("INSERT INTO metric (name, kind) VALUES (?, ?)").run(metric, kind);
      this.#kinds.set(metric, kind);
    }
    for (const group of groupsAbove(subject))
      if (!this.#groups.has(groupKey(metric, group)))
        this.#keepGroup(this.#insert(metric, 1, group, "{}", now));
    return this.#keep(this.#insert(metric, 0, subject, labelText(labels), now));
  }

  #insert(metric: string, grouped: number, subject: string, labels: string, now: number): Row {
    const { lastInsertRowid } = this.#file
      .statement("INSERT INTO series (metric, grouped, subject, labels, created_at) VALUES (?, ?, ?, ?, ?)")
      .run(metric, grouped, subject, labels, now);
    return { id: Number(lastInsertRowid), metric, grouped, subject, labels };
  }

  #keepGroup({ id, metric, subject }: Row): void {
    this.#groups.set(groupKey(metric, subject), id);
    this.#kindOf.set(id, this.#kinds.get(metric) ?? "gauge");
  }

  #keep({ id, metric, subject, labels }: Row): Series {
    const kind = this.#kinds.get(metric) ?? "gauge";
    const groups = groupsAbove(subject).flatMap((group) => this.#groups.get(groupKey(metric, group)) ?? []);
    const series: Series = { id, kind, subject, groups };
    this.#series.set(`${metric}\n${subject}\n${labels}`, series);
    this.#kindOf.set(id, kind);
    this.#ofSubject.set(subject, (this.#ofSubject.get(subject) ?? 0) + 1);
    return series;
  }
}

const groupKey = (metric: string, subject: ChildPath): string => `${metric}\n${subject}`;

const anotherKind = (metric: string, kind: SampleKind): string =>
  `${metric} is a ${kind}, by its first sample`;
