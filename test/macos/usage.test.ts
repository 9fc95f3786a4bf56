import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { countersIn } from "../../src/adapters/node/usage/psUsage.ts";

const listing = readFileSync(join(import.meta.dirname, "fixtures/ps/usage.txt"), "utf8");

describe("the usage of a process in macOS's ps", () => {
  it("is memory in KiB, CPU time in minutes without hours, and an age with hours and days", () => {
    const found = [...countersIn(listing).values()].map(({ ageSeconds, ...rest }) => ({
      ageSeconds: ageSeconds(),
      ...rest,
    }));
    const kib = 1024;
    expect(found).toEqual([
      {
        ...{ pid: 7301, parent: 7300, group: 7301, session: 0 },
        memory: 61440 * kib,
        cpuSeconds: 3.18,
        ageSeconds: 125,
        startedAt: "Sat Nov 28 18:07:25 2026",
      },
      {
        ...{ pid: 7345, parent: 7301, group: 7301, session: 0 },
        memory: 48640 * kib,
        cpuSeconds: 12.4,
        ageSeconds: 3724,
        startedAt: "Sun Nov 1 09:05:07 2026",
      },
      {
        ...{ pid: 412, parent: 1, group: 412, session: 0 },
        memory: 98112 * kib,
        cpuSeconds: 61267.93,
        ageSeconds: 27 * 86400 + 3 * 3600 + 306,
        startedAt: "Sun Nov 1 08:59:12 2026",
      },
    ]);
  });

  it.each([
    ["a decimal comma", " 7301  7300  7301  61440   0:03,18       02:05 Sat Nov 28 18:07:25 2026"],
    ["another language", " 7301  7300  7301  61440   0:03.18       02:05 Sa. 28 Nov. 18:07:25 2026"],
    ["an explanation", "ps: time: keyword not found"],
  ])("is not guessed from %s", (_, line) => {
    expect(countersIn(line).size).toBe(0);
  });
});
