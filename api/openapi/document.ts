import { contract } from "../contract/contract.ts";
import type { AnyRoute } from "./AnyRoute.ts";
import { cleaned, type Definitions, type Json, numbers } from "./jsonSchema.ts";
import { type Operation, operationOf, tagOf } from "./operation.ts";
import { problem } from "./refusals.ts";

/** An OpenAPI 3.1 document. */
export interface OpenApi {
  readonly openapi: "3.1.0";
  readonly info: Json;
  readonly servers: ReadonlyArray<Json>;
  readonly tags: ReadonlyArray<Json>;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Json; readonly [part: string]: unknown };
}

/** The path of a route as OpenAPI writes it. */
export const templateOf = (path: string): string => path.replace(/:(\w+)/g, "{$1}");

/** The key of its path: a fragment, which no request carries, where the same path exists below the prefix of the API. */
const keyOf = ({ path, at }: AnyRoute, routes: ReadonlyArray<AnyRoute>): string => {
  const isTaken = at === "root" && routes.some((other) => other.at === undefined && other.path === path);
  return templateOf(path) + (isTaken ? "#root" : "");
};

/** The routes of the API as an OpenAPI document. Addresses are relative to that of the document. */
export const openApiOf = (routes: ReadonlyArray<AnyRoute>, version: string): OpenApi => {
  const definitions: Definitions = {};
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    const path = keyOf(route, routes);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, definitions) };
  }
  const named = Object.fromEntries(Object.entries(definitions).filter(([name]) => !(name in numbers)));
  const schemas = { ...(cleaned(named, "names") as Json), Problem: problem };
  return {
    openapi: "3.1.0",
    info: {
      title: "Sentinel",
      version,
      description:
        "The API of a Sentinel daemon. Paths of children are one percent-encoded segment: `web%2Fapi%231`. Lists answer with `items` and `next`, the cursor of the next page.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "." }],
    tags: [...new Set(routes.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "sentinel_session" },
        bearer: { type: "http", scheme: "bearer", description: "An API key or a JWT" },
      },
    },
  };
};

/** The document of this API. */
export const openApi = (version: string): OpenApi => openApiOf(Object.values<AnyRoute>(contract), version);
