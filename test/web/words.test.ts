import { describe, expect, it } from "vitest";
import { spansOf } from "../../web/lines/ansi.ts";
import { LineBuffer } from "../../web/lines/stream/LineBuffer.ts";
import { shownStates } from "../../web/live/shownState.ts";
import type { Tally } from "../../web/live/Tree.ts";
import { verdictOf } from "../../web/pages/overview/verdictOf.ts";
import { bytes, duration } from "../../web/time/format.ts";

const tally = (counts: Partial<Tally>): Tally => ({
  ...(Object.fromEntries(shownStates.map((state) => [state, 0])) as unknown as Tally),
  ...counts,
});

describe("the sentence of the overview", () => {
  it("says what is wrong before what is well", () => {
    expect(verdictOf(tally({ running: 112 }), 0)).toBe("All 112 run.");
    expect(verdictOf(tally({ running: 3, stopped: 2, finished: 1 }), 0)).toBe(
      "Nothing is wrong: 3 run, 1 finished, 2 stopped.",
    );
    expect(verdictOf(tally({ running: 1, backoff: 1 }), 0)).toBe("1 needs watching, 1 runs well.");
    expect(verdictOf(tally({ running: 1, backoff: 1 }), 0, true)).toBe("1 needed watching, 1 ran well.");
    expect(verdictOf(tally({ running: 9, failed: 1, unhealthy: 2, backoff: 1 }), 1)).toBe(
      "2 failed, 3 need watching, 9 run well.",
    );
  });

  it("counts jobs that wait for their time apart", () => {
    expect(verdictOf(tally({ running: 2, scheduled: 5 }), 0)).toBe("Nothing is wrong: 2 run, 5 scheduled.");
    expect(verdictOf(tally({ running: 2, scheduled: 5, failed: 1 }), 0)).toBe(
      "1 failed, 2 run well, 5 scheduled.",
    );
    expect(verdictOf(tally({ scheduled: 5, failed: 1 }), 0)).toBe("1 failed, 5 scheduled.");
  });
});

describe("durations and amounts", () => {
  it("have one unit", () => {
    const second = 1_000;
    expect([0, 8.4, 119, 120, 3_599, 7_300, 90_000].map((seconds) => duration(seconds * second))).toEqual([
      ...["0 s", "8 s", "119 s", "2 min", "59 min", "2 h", "1 d"],
    ]);
    expect(duration(-5)).toBe("0 s");
    expect([512, 1_700_000, 274_000_000, 2_100_000_000].map(bytes)).toEqual([
      "512 B",
      "1.7 MB",
      "274 MB",
      "2.1 GB",
    ]);
  });
});

describe("a line of output", () => {
  it("has its colours, and nothing else of what could control a terminal", () => {
    expect(spansOf("plain")).toEqual([{ text: "plain", colour: null, isBold: false }]);
    expect(spansOf("\u001b[1;31mred\u001b[0m rest")).toEqual([
      { text: "red", colour: "term-red", isBold: true },
      { text: " rest", colour: null, isBold: false },
    ]);
    const text = (line: string) =>
      spansOf(line)
        .map((span) => span.text)
        .join("");
    expect(text("a\u001b[2Kb\u001b]0;title\u0007c\u001b]8;;javascript:x\u001b\\d\u0008e")).toBe("abcde");
    expect(text("<script>alert(1)</script>")).toBe("<script>alert(1)</script>");
  });

  it("is forgotten when there are very many, and is counted all the same", () => {
    const buffer = new LineBuffer<number>();
    for (let line = 0; line < 105_000; line += 1) buffer.add(line);
    expect(buffer.length + buffer.forgotten).toBe(105_000);
    expect(buffer.length).toBeLessThanOrEqual(100_000);
    expect(buffer.at(0)).toBe(buffer.forgotten);
    expect(buffer.at(buffer.length - 1)).toBe(104_999);
    buffer.clear();
    expect(buffer.length).toBe(0);
  });
});
