import { Schema } from "effect";
import { document, route, text } from "./route.ts";

/** The API about itself. */
export const documentation = {
  openapi: route({
    name: "openapi",
    method: "GET",
    caching: "tagged",
    path: "/openapi.json",
    role: "anyone",
    summary: "Describe this API (OpenAPI 3.1)",
    answer: document(Schema.Record({ key: Schema.String, value: Schema.Unknown })),
    refusals: [],
  }),
  docs: route({
    name: "docs",
    method: "GET",
    caching: "tagged",
    path: "/docs",
    role: "anyone",
    summary: "Show the documentation of this API",
    answer: text("text/html; charset=utf-8"),
    refusals: [],
  }),
  docsStyle: route({
    name: "docsStyle",
    method: "GET",
    caching: "tagged",
    path: "/docs.css",
    role: "anyone",
    summary: "The style of the documentation",
    answer: text("text/css; charset=utf-8"),
    refusals: [],
  }),
};
