import type { Schema } from "effect";
import type { contract } from "../../api/contract/contract.ts";
import type { ItemOf } from "../../api/contract/route.ts";
import type { LogLine } from "../domain/LogLine.ts";

/** Those outside of the prefix, which no command asks; `/metrics` of the prefix is another one. */
type AtRoot = "alive" | "ready" | "metrics";
type Declared = (typeof contract)[Exclude<keyof typeof contract, AtRoot>];
type AddressOf<R> = R extends Declared ? `${R["method"]} ${R["path"]}` : never;
type RouteAt<A, R = Declared> = R extends Declared ? (A extends AddressOf<R> ? R : never) : never;
type DocumentRoute<R> = R extends { readonly answer: { readonly form: "document" } } ? R : never;

/** A route by its method and path (`GET /status`). */
export type Address = AddressOf<Declared>;

/** Those that answer with one document. */
export type DocumentAddress = AddressOf<DocumentRoute<Declared>>;

/** Those that are read as lines of JSON. */
export type StreamAddress = Exclude<Address, DocumentAddress> | "GET /logs";

type Given<Value> = Extract<Value, ReadonlyArray<string>> extends never ? string | number : Value;

/** The query of a route, before it is written as text. */
export type QueryOf<A extends Address> = {
  readonly [Key in keyof Schema.Schema.Encoded<RouteAt<A>["query"]>]?:
    | Given<Schema.Schema.Encoded<RouteAt<A>["query"]>[Key]>
    | undefined;
};

export type BodyOf<A extends Address> = Schema.Schema.Encoded<RouteAt<A>["body"]>;

/** The values of the parameters of its path. */
export type ParamsOf<A extends Address> = Schema.Schema.Encoded<RouteAt<A>["params"]>;

/** What a route answers: its document, or one of its lines. */
export type AnswerOf<A extends Address> = ItemOf<RouteAt<A>["answer"]>;

/** One of the lines of a route that is read as such. */
export type LineOf<A extends StreamAddress> = A extends "GET /logs"
  ? LogLine | { readonly problem: string }
  : AnswerOf<A>;

/** Where a request to a route goes: its query and the parameters of its path. */
export interface Destination<A extends Address> {
  readonly params?: ParamsOf<A>;
  readonly query?: QueryOf<A> | undefined;
}

/** Where a request goes, as HTTP has it. */
export interface Target {
  readonly method: string;
  readonly path: string;
}

/** The target of a request to a route, with a query of what is given. */
export const targetOf = <A extends Address>(
  address: A,
  { params = {}, query = {} }: { readonly params?: object; readonly query?: object | undefined },
): Target => {
  const [method = "", template = ""] = address.split(" ");
  const values = new Map<string, string>(Object.entries(params));
  const path = template.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values.get(name) ?? ""));
  return { method, path: `/api/v1${path}${queryString(query)}` };
};

/** A list is a key that is given several times. */
type QueryValue = string | number | ReadonlyArray<string> | undefined;

const queryString = (given: object): string => {
  const entries: ReadonlyArray<readonly [string, QueryValue]> = Object.entries(given);
  const parts = entries.flatMap(([key, value]) => {
    const values = value === undefined ? [] : typeof value === "object" ? value : [value];
    return values.map((one) => `${key}=${encodeURIComponent(one)}`);
  });
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
};
