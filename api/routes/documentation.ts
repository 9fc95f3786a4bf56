import { Effect } from "effect";
import { Supervision } from "../../supervisors/Supervision.ts";
import { entityTag } from "../answer/entityTags.ts";
import { Reply } from "../answer/Reply.ts";
import { Written } from "../answer/written.ts";
import { contract } from "../contract/contract.ts";
import { handle } from "../handle.ts";
import { sha256 } from "../sha256.ts";

/** The page loads its style from here, and nothing else. */
const pagePolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** What the page and the document need is loaded when somebody asks for them. */
const makeDocument = Effect.gen(function* () {
  const { tree } = yield* Effect.flatMap(Supervision, ({ statusParts }) => statusParts);
  const { openApi } = yield* Effect.promise(() => import("../openapi/document.ts"));
  return openApi(tree.daemon.version);
});

const loadPage = Effect.promise(() => import("../openapi/page.ts"));

/** The same text for as long as the daemon lives. */
const lasting = (written: Written, headers: Readonly<Record<string, string>> = {}) =>
  Effect.map(
    Effect.promise(() => sha256(String(written.content))),
    (hash) =>
      new Reply(written, { headers: { ...headers, "cache-control": "no-cache", etag: entityTag(hash) } }),
  );

/** The API about itself. */
export const documentation = () => {
  let document: Reply<Written> | null = null;
  let page: Reply<Written> | null = null;
  return {
    openapi: handle(contract.openapi, () =>
      Effect.gen(function* () {
        document ??= yield* lasting(new Written(JSON.stringify(yield* makeDocument)));
        return document;
      }),
    ),
    docs: handle(contract.docs, () =>
      Effect.gen(function* () {
        const { pageOf } = yield* loadPage;
        page ??= yield* lasting(new Written(pageOf(yield* makeDocument), contract.docs.answer.type), {
          "content-security-policy": pagePolicy,
        });
        return page;
      }),
    ),
    docsStyle: handle(contract.docsStyle, () =>
      Effect.flatMap(loadPage, ({ pageStyle }) =>
        lasting(new Written(pageStyle, contract.docsStyle.answer.type)),
      ),
    ),
  };
};
