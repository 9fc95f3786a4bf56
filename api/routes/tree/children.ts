import { Effect, Schema } from "effect";
import { NoSuchChild } from "../../../src/domain/Errors.ts";
import { type ChildPath, outermost, root } from "../../../src/domain/tree/ChildPath.ts";
import type { NodeView } from "../../../src/domain/view/NodeView.ts";
import { Configuration } from "../../../src/ports/home/Configuration.ts";
import { Supervision } from "../../../supervisors/Supervision.ts";
import { assembled } from "../../../supervisors/view/status.ts";
import { entityTag } from "../../answer/entityTags.ts";
import { firstPage } from "../../answer/paging.ts";
import { Reply } from "../../answer/Reply.ts";
import { followedBy } from "../../answer/settled.ts";
import { childrenText } from "../../answer/texts.ts";
import { plainText, Written } from "../../answer/written.ts";
import { byOf, type Caller } from "../../caller.ts";
import { contract } from "../../contract/contract.ts";
import { defaultLimit } from "../../contract/query.ts";
import { ChildCursor } from "../../contract/tree/children.ts";
import { handle } from "../../handle.ts";
import type { AnswerType } from "../../request/accept.ts";
import { failedPrecondition, namedRevision } from "../../request/precondition.ts";
import { allChildren, isInOne, oneChild, subtrees } from "../../request/resolve.ts";
import { withService } from "../../tree/editedTree.ts";
import { editedService, shown } from "../../tree/editing.ts";
import { type Act, byLevel } from "../../tree/outcomes.ts";
import { childRuns } from "../../tree/past/childRuns.ts";
import { exitsOf, historyOf } from "../../tree/past/history.ts";
import type { LastWords } from "../../tree/past/lastWords.ts";
import { theRevision } from "../../tree/revision.ts";
import { childDocument } from "../../tree/statusDocument.ts";
import { visibleNow } from "../../tree/visibleNow.ts";

const encodeCursor = Schema.encodeSync(ChildCursor);
const byPath = (one: NodeView, other: NodeView): number => (one.path < other.path ? -1 : 1);

const noSuchChild = (wanted: string): NoSuchChild =>
  new NoSuchChild({ wanted, nearest: null, message: `there is no child ${wanted}` });

/** Of callers who see a part of the tree: an answer to another part is another one, at the same address. */
const scopeTag = ({ scope }: Caller): ReadonlyArray<string> =>
  scope === null ? [] : [encodeURIComponent(scope.join())];

/** The JSON of the last page that was made of the whole list, which is asked for most. */
class ListCache {
  #page: { readonly epoch: string; readonly seq: number; readonly written: Written } | null = null;

  of(epoch: string, seq: number, make: () => unknown): Written {
    if (this.#page === null || this.#page.seq !== seq || this.#page.epoch !== epoch) {
      const written = new Written(new TextEncoder().encode(JSON.stringify(make())));
      this.#page = { epoch, seq, written };
    }
    return this.#page.written;
  }
}

/** A request for a list of children. */
interface AskedList {
  readonly query: typeof contract.children.query.Type;
  readonly caller: Caller;
  readonly type: AnswerType;
}

/** The children of the tree, and what is known of one. */
export const children = (
  withLastWords: LastWords,
  { viewsNow }: Pick<typeof Supervision.Service, "viewsNow">,
) => {
  const cache = new ListCache();
  const list = ({ query, caller, type }: AskedList, within: ReadonlyArray<ChildPath>): Reply<Written> => {
    const { state, kind, q, limit = defaultLimit, cursor } = query;
    const { epoch, seq, views } = viewsNow();
    const isMeant = (view: NodeView): boolean =>
      view.path !== root &&
      isInOne(within, view.path) &&
      (state === undefined || view.state === state) &&
      (kind === undefined || view.kind === kind) &&
      (q === undefined || view.path.includes(q)) &&
      (cursor === undefined || view.path > cursor.after);
    const page = () =>
      firstPage(views.filter(isMeant).sort(byPath), limit, ({ path }) => encodeCursor({ after: path }));
    const isText = type === "text/plain";
    const etag = entityTag(epoch, seq, ...(isText ? ["text"] : []), ...scopeTag(caller));
    const isWhole = Object.keys(query).length === 0 && caller.scope === null;
    const written = (): Written =>
      isText
        ? plainText(childrenText(page().items))
        : isWhole
          ? cache.of(epoch, seq, page)
          : new Written(JSON.stringify(page()));
    return new Reply(written(), { headers: { etag } });
  };
  /** A child that is no root. */
  const child = (typed: string, caller: Caller) =>
    Effect.filterOrFail(
      oneChild(typed, caller),
      (path) => path !== root,
      () => noSuchChild(typed),
    );
  return {
    children: handle(contract.children, (asked) => {
      const { query, caller } = asked;
      const within =
        query.under === undefined
          ? subtrees(undefined, caller)
          : Effect.map(oneChild(query.under, caller), (path) => [path]);
      return followedBy(within, (roots) => Effect.succeed(list(asked, roots)));
    }),
    addChild: handle(contract.addChild, ({ body: { under, name, command, ...how }, caller }) =>
      Effect.gen(function* () {
        const supervision = yield* Supervision;
        const parent = yield* oneChild(under, caller);
        const outcomes = [yield* supervision.add(parent, name, command, { ...how, by: byOf(caller) })];
        return { outcomes, ...(yield* visibleNow) };
      }),
    ),
    removeChildren: handle(contract.removeChildren, ({ query: { path, wait }, caller }) =>
      Effect.gen(function* () {
        const supervision = yield* Supervision;
        const remove: Act = (one) => supervision.remove(one, { wait, by: byOf(caller) });
        const outcomes = yield* byLevel(outermost(yield* allChildren(path, caller)), remove);
        return { outcomes, ...(yield* visibleNow) };
      }),
    ),
    child: handle(contract.child, ({ params, caller, type }) =>
      Effect.gen(function* () {
        const path = yield* child(params.path, caller);
        const { tree, children: parts } = yield* Effect.flatMap(
          Supervision,
          ({ statusParts }) => statusParts,
        );
        const part = parts.find(({ view }) => view.path === path);
        if (part === undefined) return yield* noSuchChild(params.path);
        if (type === "text/plain")
          return plainText(childrenText(assembled({ tree, children: [part] }).children));
        const words = yield* withLastWords([part.view]);
        return new Written(childDocument(part, words));
      }),
    ),
    explain: handle(contract.explain, ({ params, caller, type }) =>
      Effect.gen(function* () {
        const supervision = yield* Supervision;
        const path = yield* oneChild(params.path, caller);
        const explanation = yield* supervision.explain(path);
        const { views } = yield* supervision.views;
        const words = yield* withLastWords(views.filter((view) => view.path === path));
        const said = words.get(path);
        const last = said ? [`It said last: “${said}”`] : [];
        const sentences = [...explanation.sentences, ...last];
        return type === "text/plain" ? plainText(sentences) : { ...explanation, sentences };
      }),
    ),
    blastRadius: handle(contract.blastRadius, ({ params, caller }) =>
      Effect.gen(function* () {
        const path = yield* oneChild(params.path, caller);
        const { blastRadius } = yield* Supervision;
        return yield* blastRadius(path, caller.scope);
      }),
    ),
    childRuns: handle(contract.childRuns, ({ params, query, caller }) =>
      Effect.flatMap(child(params.path, caller), (path) => childRuns(path, query)),
    ),
    childHistory: handle(contract.childHistory, ({ params, query, caller }) =>
      Effect.flatMap(oneChild(params.path, caller), (path) => historyOf(path, query)),
    ),
    childExits: handle(contract.childExits, ({ params, query, caller }) =>
      Effect.flatMap(oneChild(params.path, caller), (path) => exitsOf(path, query.since)),
    ),
    editChild: handle(contract.editChild, ({ params, body, caller, header }) =>
      Effect.gen(function* () {
        const path = yield* child(params.path, caller);
        const { apply } = yield* Supervision;
        const named = yield* namedRevision(header("if-match"));
        const newest = yield* Effect.catchTag(theRevision("newest"), "NoSuchRevision", () =>
          noSuchChild(params.path),
        );
        const service = yield* editedService(newest, path, body.declaration);
        const { message = `${path} was edited` } = body;
        const how = { by: byOf(caller), source: "a command", message, revision: named ?? newest.revision };
        const applied = yield* apply(withService(newest.tree, path, service), how).pipe(
          Effect.catchTag("StaleRevision", failedPrecondition),
          // It has the name of the tree that runs.
          Effect.catchTag("AnotherTree", Effect.die),
        );
        return { ...applied, ...(yield* visibleNow) };
      }),
    ),
    declaration: handle(contract.declaration, ({ params, caller }) =>
      Effect.gen(function* () {
        const path = yield* oneChild(params.path, caller);
        const { tree, revision } = yield* Effect.catchTag(theRevision("newest"), "NoSuchRevision", () =>
          noSuchChild(params.path),
        );
        const { declaration } = yield* Configuration;
        const found = yield* declaration(tree, path);
        return found === null ? yield* noSuchChild(params.path) : { path, revision, ...shown(found) };
      }),
    ),
  };
};
