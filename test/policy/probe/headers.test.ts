import { expect, it } from "vitest";
import { treeWithoutValues, treeWithValuesOf } from "../../../src/policy/withheld.ts";
import { treeOf } from "../trees.ts";

it("the headers of probes are withheld from viewers, and come back with an edit that kept them", () => {
  const tree = treeOf(
    `children:
  web:
    command: web
    ready: { http: { url: "http://127.0.0.1:1/up", headers: { authorization: s3cret } } }
    probes: { live: { http: { url: "http://127.0.0.1:1/live", headers: { cookie: s3cret } } } }`,
  );
  const shown = treeWithoutValues(tree);
  expect(JSON.stringify(tree)).toContain("s3cret");
  expect(JSON.stringify(shown)).not.toContain("s3cret");
  expect(treeWithValuesOf(shown, tree)).toEqual(tree);
});
