import { Duration, Effect } from "effect";
import { NotSettled } from "../../../src/domain/Errors.ts";
import { root } from "../../../src/domain/tree/ChildPath.ts";
import type { NotRunning, StatusPart, StatusParts } from "../../../src/domain/view/Status.ts";
import { isInScope } from "../../../src/policy/access.ts";
import { OwnHealth } from "../../../supervisors/OwnHealth.ts";
import { Supervision } from "../../../supervisors/Supervision.ts";
import { assembled } from "../../../supervisors/view/status.ts";
import { statusText } from "../../answer/texts.ts";
import { plainText, Written } from "../../answer/written.ts";
import type { Caller } from "../../caller.ts";
import { contract } from "../../contract/contract.ts";
import { handle } from "../../handle.ts";
import type { Limits } from "../../limits.ts";
import { isInOne, subtrees } from "../../request/resolve.ts";
import type { LastWords } from "../../tree/past/lastWords.ts";
import { statusDocument } from "../../tree/statusDocument.ts";
import type { DaemonControl } from "../daemon.ts";

/** What a caller may see of the tree as a whole: reasons, the file and health tell of all children. */
const treeFor = (
  { scope }: Caller,
  { degraded, file, ...tree }: StatusParts["tree"],
): StatusParts["tree"] => {
  if (scope === null) return { ...tree, ...(degraded ? { degraded } : {}), ...(file ? { file } : {}) };
  const visible = (degraded ?? []).filter(({ path }: NotRunning) => isInScope(scope, path));
  const { health: _, ...daemon } = tree.daemon;
  return { ...tree, reason: "", daemon, ...(visible.length === 0 ? {} : { degraded: visible }) };
};

/** The tree, or the part of it at a path. */
export const status = (
  withLastWords: LastWords,
  { exposure }: Pick<DaemonControl, "exposure">,
  { hold }: Limits,
) => {
  const wordsFor = ({ children }: StatusParts) => withLastWords(children.map(({ view }) => view));
  const documentOf = (parts: StatusParts) =>
    Effect.map(wordsFor(parts), (words) => new Written(statusDocument(parts, words)));
  return {
    status: handle(contract.status, ({ query, caller, type }) =>
      Effect.gen(function* () {
        const within = yield* subtrees(query.path, caller);
        const health = yield* Effect.flatMap(OwnHealth, ({ current }) => current);
        const { tree, children } = yield* Effect.flatMap(Supervision, ({ statusParts }) => statusParts);
        const isMeant = ({ view }: StatusPart): boolean => isInOne(within, view.path);
        const isAll = within.includes(root);
        const parts = {
          tree: treeFor(caller, { ...tree, daemon: { ...tree.daemon, ...exposure(), health } }),
          children: isAll ? children : children.filter(isMeant),
        };
        return type === "text/plain" ? plainText(statusText(assembled(parts))) : yield* documentOf(parts);
      }),
    ),
    settled: handle(contract.settled, () =>
      Effect.gen(function* () {
        const supervision = yield* Supervision;
        const duration = Duration.decode(hold);
        yield* Effect.timeoutFail(supervision.settled, { duration, onTimeout: () => notSettled(duration) });
        const { tree, children } = yield* supervision.statusParts;
        return yield* documentOf({
          tree: { ...tree, daemon: { ...tree.daemon, ...exposure() } },
          children,
        });
      }),
    ),
  };
};

const notSettled = (held: Duration.Duration): NotSettled =>
  new NotSettled({ message: `the tree is still starting after ${Duration.format(held)}; ask again` });
