// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are variables of the file
import fc from "fast-check";
import { expect, it } from "vitest";
import { forReplica, templateAround, templateOf } from "../../src/domain/tree/replicaVariable.ts";

const text = fc
  .array(fc.constantFrom("$", "{SENTINEL_REPLICA}", "${SENTINEL_REPLICA}", "x", "{", "}"), { maxLength: 8 })
  .map((parts) => parts.join(""));

// R20
it("a template is the text around the number, with any dollar signs", () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), fc.nat().map(String), (texts, number) => {
      expect(forReplica(templateAround(texts), number)).toBe(texts.join(number));
      for (const each of texts) expect(forReplica(templateOf(each), number)).toBe(each);
    }),
  );
});
