import { Effect } from "effect";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anonymousCaller, type Caller, Unauthenticated } from "../../api/caller.ts";
import { openApi } from "../../api/openapi/document.ts";
import { type Daemon, makeDaemon } from "./daemon.ts";

const tree = `
version: 1
name: shop
defaults: { ready: { log: up }, backoff: none }
children:
  db: { command: db }
  web: { children: { api: { command: api }, worker: { command: worker } } }
  pool: { command: pool, replicas: 2 }
`;

/** A value of JSON Schema. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | ReadonlyArray<string>;
  readonly enum?: ReadonlyArray<unknown>;
  readonly anyOf?: ReadonlyArray<Schema>;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: ReadonlyArray<string>;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly format?: string;
}
interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly schema: Schema;
}

const document = openApi("test");
const schemas = document.components.schemas as Readonly<Record<string, Schema>>;

/** Words that mean something here, and any other text. */
const text = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom("db", "web/api", "web/*", "pool", "pool#1", "**", "/", "newest", "1"),
  },
  { weight: 1, arbitrary: fc.constantFrom("", "..", "../../etc/passwd", "a\r\nb: c", "\u0000", "%", "🦊") },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
);

/** Values that a schema describes; a tree no deeper than is of use. */
const valuesOf = (schema: Schema, depth = 0): fc.Arbitrary<unknown> => {
  if (schema.$ref) return valuesOf(schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {}, depth + 1);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valuesOf(one, depth + 1)));
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "object": {
      const properties = Object.entries(schema.properties ?? {}).map(
        ([name, one]) => [name, valuesOf(one, depth + 1)] as const,
      );
      return fc.record(Object.fromEntries(properties), { requiredKeys: [...(schema.required ?? [])] });
    }
    case "array":
      return depth > 6
        ? fc.constant([])
        : fc.array(valuesOf(schema.items ?? {}, depth + 1), {
            minLength: schema.minItems ?? 0,
            maxLength: 3,
          });
    case "integer":
    case "number":
      return fc.integer({ min: 0, max: 3 });
    case "boolean":
      // What follows never ends; a shut down or held tree ends the test.
      return fc.constant(false);
    case "string":
      return schema.format === "date-time" ? fc.constant("2026-01-31T08:00:00Z") : text;
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
};

/** In a path, dots alone are removed by every client: another route would be asked. */
const segment = text.filter((value) => value !== "." && value !== "..");

/** The same, with something wrong in about half of them. */
const perhapsWrong = (values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 3, arbitrary: values },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(values, text, fc.jsonValue({ maxDepth: 1 }))
        .map(([value, key, other]) =>
          typeof value === "object" && value !== null && !Array.isArray(value)
            ? { ...value, [key]: other }
            : value,
        ),
    },
  );

const queryOf = (parameters: ReadonlyArray<Parameter>): fc.Arbitrary<string> => {
  const pairs = parameters.map(({ name, required, schema }) => {
    const values = fc.oneof({ weight: 4, arbitrary: valuesOf(schema) }, { weight: 1, arbitrary: text });
    return fc
      .option(values, { nil: undefined, freq: required ? 9 : 1 })
      .map((value) =>
        (value === undefined ? [] : Array.isArray(value) ? value : [value]).map(
          (one) => `${name}=${encodeURIComponent(String(one))}`,
        ),
      );
  });
  return fc.tuple(...pairs).map((all) => all.flat().join("&"));
};

const parametersIn = (place: Parameter["in"], all: ReadonlyArray<unknown>): ReadonlyArray<Parameter> =>
  (all as ReadonlyArray<Parameter>).filter((one) => one.in === place);

/** After these the daemon answers nothing more, or never ends its answer. */
const excluded = ["/handover", "/down", "/events/live", "/live.sse"];
/** Outside of the prefix under which the requests are made. */
const atRoot = ["/healthz", "/readyz", "/metrics"];

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  [...excluded, ...atRoot].includes(path)
    ? []
    : Object.entries(methods).map(([method, { parameters, requestBody, responses, ...operation }]) => {
        const content = requestBody?.content as Record<string, { schema: Schema }> | undefined;
        const schema = content?.["application/json"]?.schema;
        const params = parametersIn("path", parameters).map(({ name }) =>
          segment.map((value) => [name, value]),
        );
        return {
          method,
          path,
          role: operation["x-role"],
          statuses: Object.keys(responses).map(Number),
          requests: fc.record({
            params: fc.tuple(...params).map((pairs) => new Map(pairs as Array<[string, string]>)),
            query: queryOf(parametersIn("query", parameters)),
            body: schema ? perhapsWrong(valuesOf(schema)) : fc.constant({}),
          }),
        };
      }),
);

const as = (role: Caller["role"], scope: Caller["scope"] = null) => ({
  identify: () =>
    Effect.succeed<Caller>({
      ...anonymousCaller("192.0.2.1"),
      principal: { kind: "key", id: role },
      role,
      scope,
    }),
});
const nobody = { identify: () => new Unauthenticated({ message: "log in first" }) };

const carryOut = (daemon: Daemon, method: string, target: string, body: unknown) => {
  if (method === "get") return daemon.get(target);
  return method === "post" ? daemon.post(target, body) : daemon.ask(method.toUpperCase(), target, body);
};

describe("any request", () => {
  it.each([
    ["a viewer", as("viewer")],
    ["an operator", as("operator")],
    ["an admin", as("admin")],
    ["an admin of a part", as("admin", ["web"])],
    ["nobody", nobody],
  ])("of %s is answered as the document says, and never with 500", async (_, otherwise) => {
    for (const { method, path, statuses, requests } of operations) {
      const daemon = await makeDaemon(tree, otherwise);
      await fc.assert(
        fc.asyncProperty(requests, async ({ params, query, body }) => {
          const place = path.replace(/\{(\w+)\}/g, (__, name: string) =>
            encodeURIComponent(params.get(name) ?? ""),
          );
          const target = query === "" ? place : `${place}?${query}`;
          const { status } = await carryOut(daemon, method, target, body);
          // A path without its last part is another route, or none.
          const possible = /\/\/|\/$|\/\.{1,2}(\/|$)/.test(place) ? [...statuses, 404] : statuses;
          expect(
            possible.filter((one) => one < 500),
            `${method} ${target}`,
          ).toContain(status);
        }),
        { numRuns: 12 },
      );
      await daemon.end();
    }
  });
});
