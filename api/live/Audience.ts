import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import { isGroup } from "../../src/domain/view/childTraits.ts";
import type { NodeView } from "../../src/domain/view/NodeView.ts";
import { type AccessScope, isInScope } from "../../src/policy/access.ts";
import { type HiddenNames, hiddenNames, withoutNamesIn } from "../../src/policy/hiddenNames.ts";
import type { LiveSnapshot } from "../contract/tree/live.ts";
import type { HashedChart } from "../tree/charts.ts";
import { columnsOf, updatedColumns } from "./columns.ts";
import { type EdgeIndex, edgeIndexOf } from "./edgeIndex.ts";
import { Frame } from "./Frame.ts";
import type { Numbering } from "./Numbering.ts";
import { type News, type Picture, pathOf } from "./Picture.ts";

/** The clients that may see the same part of the tree; their frames are encoded once. */
export class Audience {
  readonly #scope: AccessScope;
  readonly #numbering: Numbering;
  readonly #machines: Readonly<Record<string, string>>;
  readonly #edgeIndex: EdgeIndex;
  #order: ReadonlyArray<number> = [];
  #hidden: HiddenNames | null = null;
  #snapshot: { readonly seq: number; readonly frame: Frame } | null = null;

  constructor(scope: AccessScope, numbering: Numbering, charts: ReadonlyArray<HashedChart>) {
    this.#scope = scope;
    this.#numbering = numbering;
    this.#machines = Object.fromEntries(charts.map(({ kind, hash }) => [kind, hash]));
    this.#edgeIndex = edgeIndexOf(charts);
  }

  /** The number of a node; null where it is out of scope. */
  readonly numberOf = (path: ChildPath): number | null =>
    isInScope(this.#scope, path) ? this.#numbering.of(path) : null;

  /** The path that clients know by this number. */
  pathOf(number: number): ChildPath | undefined {
    return this.#numbering.pathOf(number);
  }

  /** What there is at one moment. */
  snapshotOf(epoch: string, seq: number, views: ReadonlyArray<NodeView>): LiveSnapshot {
    const visible = views.filter(({ path }) => isInScope(this.#scope, path));
    const nodes = columnsOf(visible, this.numberOf);
    return { epoch, seq, machines: this.#machines, nodes: this.#withheld(nodes, views) };
  }

  /** A node's frame for this client, without the names of nodes out of its scope. */
  told<Content>(content: Content, picture: Picture): Content {
    return this.#withheld(content, picture.views);
  }

  #withheld<Content>(content: Content, views: ReadonlyArray<NodeView>): Content {
    if (this.#scope === null) return content;
    this.#hidden ??= hiddenNames(
      this.#scope,
      views.map(({ path }) => path),
    );
    return withoutNamesIn(content, this.#hidden);
  }

  /** All that there is, as a frame. */
  snapshotFrame(picture: Picture): Frame {
    if (this.#snapshot === null || this.#snapshot.seq !== picture.seq) {
      const snapshot = this.snapshotOf(picture.epoch, picture.seq, picture.views);
      const frame = new Frame({ snapshot }, placeOf(picture));
      this.#snapshot = { seq: picture.seq, frame };
      this.#order = snapshot.nodes.i;
    }
    return this.#snapshot.frame;
  }

  /** The next frame of all clients; null if nothing that they may see has changed. `now` in ms. */
  batch(news: News, picture: Picture, now: number): Frame | null {
    this.#snapshot = null;
    return this.#frameOf(news, this.#newOrder(news, picture), picture, now);
  }

  /** The frame for a client that has missed these changes. */
  missed(news: News, picture: Picture, now: number): Frame {
    return (
      this.#frameOf(news, { order: this.#orderIn(picture) }, picture, now) ??
      new Frame({ s: news.seq, t: now }, placeOf(picture))
    );
  }

  #orderIn({ views }: Picture): ReadonlyArray<number> {
    return views.flatMap(({ path }) => this.numberOf(path) ?? []);
  }

  /** The order of all nodes, if it is another one than clients have been told. */
  #newOrder({ changes }: News, picture: Picture): { readonly order?: ReadonlyArray<number> } {
    const isPossible = changes.some((change) => change.kind !== "updated" || isGroup(change.after));
    if (!isPossible) return {};
    const order = this.#orderIn(picture);
    const isSame = order.length === this.#order.length && order.every((i, at) => i === this.#order[at]);
    this.#order = order;
    return isSame ? {} : { order };
  }

  #frameOf(
    { seq, changes, edges }: News,
    order: { readonly order?: ReadonlyArray<number> },
    picture: Picture,
    now: number,
  ): Frame | null {
    if (changes.some(({ kind }) => kind !== "updated")) this.#hidden = null;
    const visible = changes.filter((change) => isInScope(this.#scope, pathOf(change)));
    const e = edges.flatMap(({ path, kind, id, at }) => {
      const i = this.numberOf(path);
      const edge = this.#edgeIndex(kind, id);
      return i === null || edge === undefined
        ? []
        : [[i, edge.index, edge.from, edge.to, Date.parse(at) - now]];
    });
    if (visible.length === 0 && e.length === 0) return null;
    const added = visible.flatMap((change) => (change.kind === "added" ? [change.after] : []));
    const updated = updatedColumns(
      visible.flatMap((change) => (change.kind === "updated" ? [change] : [])),
      this.numberOf,
    );
    const removed = visible.flatMap((change) =>
      change.kind === "removed" ? (this.numberOf(change.path) ?? []) : [],
    );
    const n = {
      ...(added.length === 0 ? {} : { added: columnsOf(added, this.numberOf) }),
      ...(updated === null ? {} : { updated }),
      ...(removed.length === 0 ? {} : { removed }),
      ...order,
    };
    if (e.length === 0 && Object.keys(n).length === 0) return null;
    const content = {
      ...{ s: seq, t: now },
      ...(e.length === 0 ? {} : { e }),
      ...(Object.keys(n).length === 0 ? {} : { n }),
    };
    return new Frame(this.told(content, picture), placeOf(picture));
  }
}

/** The place of a client that knows all of a picture. */
const placeOf = ({ epoch, seq }: Picture): string => `${epoch}:${seq}`;
