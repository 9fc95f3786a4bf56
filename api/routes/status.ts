import { Effect } from "effect";
import { Hono } from "hono";
import { isWithin } from "../../src/domain/ChildPath.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { answer } from "../problem.ts";
import { oneChild, theChildren } from "../resolve.ts";
import type { ApiRuntime } from "../runtime.ts";

/** The tree, or the part of it at a path, and why a child is as it is. */
export const status = (runtime: ApiRuntime): Hono =>
  new Hono()
    .get("/status", (context) => {
      const path = context.req.query("path");
      const effect = Effect.gen(function* () {
        const supervision = yield* Supervision;
        const whole = yield* supervision.status();
        if (path === undefined) return whole;
        const paths = yield* theChildren(path);
        const isMeant = (child: string): boolean => paths.some((one) => isWithin(one, child));
        return { ...whole, children: whole.children.filter((child) => isMeant(child.path)) };
      });
      return answer(context, runtime, effect);
    })
    .get("/explain", (context) => {
      const effect = Effect.gen(function* () {
        const supervision = yield* Supervision;
        return yield* supervision.explain(yield* oneChild(context.req.query("path") ?? ""));
      });
      return answer(context, runtime, effect);
    });
