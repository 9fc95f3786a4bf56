import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Exposition } from "../../../api/metrics/Exposition.ts";
import { formatFor } from "../../../api/metrics/format.ts";
import { labels } from "../../../api/metrics/labels.ts";

/** The labels of a line, as Prometheus reads them. */
const read = (text: string): Readonly<Record<string, string>> => {
  const found: Record<string, string> = {};
  const pair = /([a-z_]+)="((?:[^"\\\n]|\\[\\"n])*)"(,|$)/y;
  for (let at = 0; at < text.length; at = pair.lastIndex) {
    pair.lastIndex = at;
    const [, name, value] = pair.exec(text) ?? [];
    if (name === undefined || value === undefined) throw new Error(`no label at ${at} of ${text}`);
    found[name] = value.replace(/\\(.)/g, (_, character) => (character === "n" ? "\n" : character));
  }
  return found;
};

it("a label is read as it was, whatever stands in it", () => {
  const value = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom("\\", '"', "\n", "n", ",", "}", "=", "ü") }),
  );
  fc.assert(
    fc.property(value, value, (process, group) => {
      const text = labels({ process, group });
      expect(text).not.toContain("\n");
      expect(read(text)).toEqual({ process, group });
    }),
  );
});

describe("an exposition", () => {
  it("has families in alphabetical order, and none without series", () => {
    const out = new Exposition();
    out.family({ name: "b", type: "gauge", help: "B" }).add('x="1"', 2);
    out.family({ name: "c", type: "gauge", help: "C" }).add("", null);
    out.family({ name: "a_total", type: "counter", help: "A" }).add("", 1);
    expect(out.written("prometheus")).toBe(
      '# HELP a_total A\n# TYPE a_total counter\na_total 1\n# HELP b B\n# TYPE b gauge\nb{x="1"} 2\n',
    );
  });

  it("writes numbers as Prometheus reads them", () => {
    const out = new Exposition();
    const family = out.family({ name: "a", type: "gauge", help: "A" });
    for (const value of [0.1, 1e21, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN])
      family.add("", value);
    expect(family.text).toBe("a 0.1\na 1e+21\na +Inf\na -Inf\na NaN\n");
  });

  it("adds up the buckets of a histogram", () => {
    const out = new Exposition();
    const family = out.family({ name: "h", type: "histogram", help: "H" });
    family.addHistogram('x="1"', { bounds: ["1.0", "2.0", "+Inf"], counts: [2, 0, 3], sum: 17 });
    expect(family.text).toBe(
      'h_bucket{x="1",le="1.0"} 2\nh_bucket{x="1",le="2.0"} 2\nh_bucket{x="1",le="+Inf"} 5\nh_sum{x="1"} 17\nh_count{x="1"} 5\n',
    );
  });
});

describe("the format", () => {
  it.each([
    [null, "prometheus"],
    ["*/*", "prometheus"],
    ["text/plain;version=0.0.4", "prometheus"],
    ["application/openmetrics-text", "openmetrics"],
    [
      "application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
      "openmetrics",
    ],
    ["application/openmetrics-text;q=0.1, text/plain;q=0.5", "prometheus"],
    ["application/openmetrics-text;q=0", "prometheus"],
  ] as const)("for %s is %s", (accept, format) => {
    expect(formatFor(accept)).toBe(format);
  });
});
