import type { Schema } from "effect";
import type { RefusalCode } from "../contract/refusals.ts";
import type { AnswerForm, Method, Route } from "../contract/route.ts";

/** A schema that needs nothing of its surroundings. */
export type Data = Schema.Schema.AnyNoContext;

/** A route of the contract, whatever it takes and answers. */
export type AnyRoute = Pick<
  Route<string, Method, `/${string}`, Data, Data, Data, AnswerForm, RefusalCode>,
  Exclude<keyof Route<string, Method, `/${string}`, Data, Data, Data, AnswerForm, RefusalCode>, "audit">
> & { readonly audit?: unknown };
