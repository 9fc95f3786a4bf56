import { Effect } from "effect";
import { Hono } from "hono";
import { isWithin } from "../../src/domain/ChildPath.ts";
import { OwnHealth } from "../../supervisors/OwnHealth.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import type { LastWords } from "../lastWords.ts";
import { answer } from "../problem.ts";
import { oneChild, theChildren } from "../resolve.ts";
import type { ApiRuntime } from "../runtime.ts";

/** The tree, or the part of it at a path, and why a child is as it is. */
export const status = (runtime: ApiRuntime, withLastWords: LastWords): Hono =>
  new Hono()
    .get("/status", (context) => {
      const path = context.req.query("path");
      const effect = Effect.gen(function* () {
        const supervision = yield* Supervision;
        const whole = yield* supervision.status();
        const paths = path === undefined ? [""] : yield* theChildren(path);
        const isMeant = (child: string): boolean => paths.some((one) => isWithin(one, child));
        const health = yield* Effect.flatMap(OwnHealth, ({ current }) => current);
        return yield* withLastWords({
          ...whole,
          daemon: { ...whole.daemon, health },
          children: whole.children.filter((child) => isMeant(child.path)),
        });
      });
      return answer(context, runtime, effect);
    })
    .get("/explain", (context) => {
      const effect = Effect.gen(function* () {
        const supervision = yield* Supervision;
        const path = yield* oneChild(context.req.query("path") ?? "");
        const explanation = yield* supervision.explain(path);
        const { children } = yield* withLastWords(yield* supervision.status(path));
        const words = children.flatMap((child) =>
          child.kind === "service" && child.path === path && child.last_words ? [child.last_words] : [],
        );
        return {
          ...explanation,
          sentences: [...explanation.sentences, ...words.map((said) => `It said last: “${said}”`)],
        };
      });
      return answer(context, runtime, effect);
    });
