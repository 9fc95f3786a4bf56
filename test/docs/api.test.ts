import { join } from "node:path";
import { validate } from "@readme/openapi-parser";
import { Schema } from "effect";
import openapiTS, { astToString } from "openapi-typescript";
import { describe, expect, it } from "vitest";
import { contract } from "../../api/contract/contract.ts";
import { Nothing } from "../../api/contract/route.ts";
import { openApi, openApiOf } from "../../api/openapi/document.ts";
import { answerExamples } from "../../api/openapi/examples/answerExamples.ts";
import { pageOf } from "../../api/openapi/page.ts";
import { roleTable } from "../../api/openapi/roleTable.ts";

const root = join(import.meta.dirname, "../..");
const document = openApi("0");
const routes = Object.values(contract);

describe("the OpenAPI document", () => {
  it("is what is published, with the types of clients and the table of roles", async () => {
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot(
      join(root, "schema/openapi.json"),
    );
    // The parser resolves references in place.
    const types = astToString(await openapiTS(JSON.stringify(document)));
    await expect(types).toMatchFileSnapshot(join(root, "src/client/generated/openapi.d.ts"));
    await expect(roleTable(document)).toMatchFileSnapshot(join(root, "docs/reference/api.md"));
  });

  it("is valid", async () => {
    expect(await validate(structuredClone(document) as never)).toMatchObject({ valid: true });
  });

  it("describes every route, and refers only to what is there", () => {
    const described = Object.values(document.paths).flatMap((methods) =>
      Object.entries(methods).flatMap(([method, { operationId }]) =>
        method === "servers" ? [] : [operationId],
      ),
    );
    expect(described.sort()).toEqual(routes.map(({ name }) => name).sort());
    const names = Object.keys(document.components.schemas);
    for (const [, name = ""] of JSON.stringify(document).matchAll(/#\/components\/schemas\/([^"]+)/g))
      expect(names).toContain(name);
    expect(JSON.stringify(document)).not.toMatch(/"\$id"|\/schemas\/unknown/);
  });

  it("has one schema for each name", () => {
    const schemas = new Map<string, string>();
    for (const route of routes)
      for (const [name, schema] of Object.entries(openApiOf([route], "0").components.schemas)) {
        const text = JSON.stringify(schema);
        expect(schemas.get(name) ?? text, `${route.name}: ${name}`).toBe(text);
        schemas.set(name, text);
      }
  });

  it("has examples that its routes accept", () => {
    for (const { name, examples = {}, ...route } of routes) {
      const decode = (schema: Schema.Schema.AnyNoContext, value: unknown): unknown =>
        Schema.decodeUnknownSync(schema, { onExcessProperty: "error" })(value);
      for (const part of ["params", "query", "body"] as const)
        if (part in examples) expect(() => decode(route[part], examples[part]), name).not.toThrow();
    }
  });

  it("has an example of every body and every document of the public routes, as these are", () => {
    const answers: Readonly<Record<string, unknown>> = answerExamples;
    for (const { name, audience, body, answer, examples = {} } of routes) {
      if (audience === "command line") continue;
      if (body.ast !== Nothing.ast) expect(examples, name).toHaveProperty("body");
      // It describes itself.
      if (answer.form !== "document" || name === "openapi") continue;
      const schema: Schema.Schema.AnyNoContext = answer.schema;
      const decode = () => Schema.decodeUnknownSync(schema, { onExcessProperty: "error" })(answers[name]);
      expect(decode, name).not.toThrow();
    }
  });

  it("has components with names of ours only", () => {
    expect(
      Object.keys(document.components.schemas).filter((name) => /^(Int|NonNeg|NonEmpty|Number)/.test(name)),
    ).toEqual([]);
  });
});

describe("the page", () => {
  it("shows every route, and needs nothing from elsewhere", () => {
    const page = pageOf(document);
    for (const { name } of routes) expect(page).toContain(`id="${name}"`);
    expect(page).not.toMatch(/<script|<style|style=|https?:|src=/);
  });
});
