import type { contract } from "../../contract/contract.ts";
import type { ItemOf } from "../../contract/route.ts";

type Contract = typeof contract;

/** The answer of a route, or one of its lines. */
export type AnswerOf<Name extends keyof Contract> = ItemOf<Contract[Name]["answer"]>;

/** What routes answer, for the documentation; a test decodes them. */
export type AnswerExamples = { readonly [Name in keyof Contract]?: AnswerOf<Name> };
