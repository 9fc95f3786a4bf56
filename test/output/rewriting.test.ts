import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { ArrivalIndex } from "../../src/adapters/node/output/index/ArrivalIndex.ts";
import { inPlace, upTo } from "./place.ts";

const pages = 200;
const arrivals = upTo(pages * 64).map(
  (seq) => ({ run: 1, stream: "stdout", from: seq, to: seq + 1, lines: 1, seq, at: 1, earliest: 1 }) as const,
);

// Cause: each page of an index cost some turns of the event loop when it was written anew. With two hundred children that
// crashed and printed under a busy daemon, whose turns take 10 ms, a round over all of them took more than a minute; what
// they had printed was not archived or removed meanwhile, and their limits did not hold.
it("an index is rewritten in a few large writes", () =>
  inPlace(async ({ home }) => {
    const file = join(home, "index");
    const index = new ArrivalIndex(file);
    index.append(arrivals);
    const read = vi.spyOn(index, "page");
    await index.rewrite((arrival) => (arrival.seq % 2 === 0 ? arrival : null));
    expect(index.count).toBe(arrivals.length / 2);
    expect(new ArrivalIndex(file).at(1).seq).toBe(4);
    expect(read.mock.calls.length).toBeLessThan(pages / 4);
  }));

// Cause: the half of a copy stayed, and took just the room that was left: one for each child.
it("an index that can't be rewritten on a full disk leaves no copy there", () =>
  inPlace(async ({ home }) => {
    const file = join(home, "index");
    const index = new ArrivalIndex(file);
    index.append(arrivals);
    symlinkSync("/dev/full", `${file}.new`);
    await expect(index.rewrite((arrival) => arrival)).rejects.toThrow("ENOSPC");
    expect(existsSync(`${file}.new`)).toBe(false);
    expect(new ArrivalIndex(file).count).toBe(arrivals.length);
  }));
