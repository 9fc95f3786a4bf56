import { describe, expect, it } from "vitest";
import { displayWidth } from "../../src/cli/terminal/displayWidth.ts";
import { truncate } from "../../src/cli/terminal/truncate.ts";

describe("text in columns of a terminal", () => {
  it("counts wide characters twice, marks on others not at all, and no colours", () => {
    expect(["abc", "日本", "e\u0301", "🚀", "\u001b[32m●\u001b[0m a", ""].map(displayWidth)).toEqual([
      3, 4, 1, 2, 3, 0,
    ]);
  });

  // F13: a line of wide characters was cut at the edge by the terminal, without an ellipsis.
  it("is truncated to the width, with an ellipsis", () => {
    expect(truncate("日本語", 6)).toBe("日本語");
    expect(truncate("日本語", 5)).toBe("日本…");
    expect(truncate("日本語", 4)).toBe("日…");
    expect(truncate("abcdef", 4)).toBe("abc…");
    for (let width = 1; width < 12; width += 1)
      expect(displayWidth(truncate("a日b本c語defg", width))).toBeLessThanOrEqual(width);
  });
});
