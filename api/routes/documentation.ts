import { Effect } from "effect";
import { Supervision } from "../../supervisors/Supervision.ts";
import { contract } from "../contract/contract.ts";
import { handle } from "../handle.ts";
import { Reply } from "../Reply.ts";
import { Written } from "../written.ts";

/** The page loads its style from here, and nothing else. */
const pagePolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** What the page and the document need is loaded when somebody asks for them. */
const makeDocument = Effect.gen(function* () {
  const { tree } = yield* Effect.flatMap(Supervision, ({ statusParts }) => statusParts);
  const { openApi } = yield* Effect.promise(() => import("../openapi/document.ts"));
  return openApi(tree.daemon.version);
});

const loadPage = Effect.promise(() => import("../openapi/page.ts"));

/** The API about itself. */
export const documentation = () => {
  let document: Written | null = null;
  let page: string | null = null;
  return {
    openapi: handle(contract.openapi, () =>
      Effect.gen(function* () {
        document ??= new Written(JSON.stringify(yield* makeDocument));
        return document;
      }),
    ),
    docs: handle(contract.docs, () =>
      Effect.gen(function* () {
        const { pageOf } = yield* loadPage;
        page ??= pageOf(yield* makeDocument);
        return new Reply(page, { headers: { "content-security-policy": pagePolicy } });
      }),
    ),
    docsStyle: handle(contract.docsStyle, () => Effect.map(loadPage, ({ pageStyle }) => pageStyle)),
  };
};
