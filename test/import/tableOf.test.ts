// R14: tables that are looked up by words of a source answered `constructor` with a function.
import { describe, expect, it } from "vitest";
import { parseTimeSpan } from "../../src/config/import/systemd/timeSpan.ts";
import { tableOf } from "../../src/config/import/table/tableOf.ts";

describe("a table that is looked up by words of a source", () => {
  it("has no inherited rows", () => {
    const table = tableOf({ no: "temporary" });
    expect(table.no).toBe("temporary");
    for (const word of ["constructor", "toString", "hasOwnProperty", "__proto__"])
      expect(table[word]).toBeUndefined();
    expect(parseTimeSpan("5 constructor")).toBeNull();
  });
});
