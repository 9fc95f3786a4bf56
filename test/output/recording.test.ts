import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { inPlace, texts, upTo } from "./place.ts";

const first = { path: "web/api", run: 1 };
const second = { path: "web/api", run: 2 };
const waitLong = { timeout: 20_000, interval: 5 };

describe("the output of a run", () => {
  it("is numbered across runs and streams, in order of arrival and without gaps", () =>
    inPlace(async ({ make, print, open }) => {
      const { track, drained, read } = await open();
      make(first);
      await track(first);
      print(first, "out", "one\ntwo\n");
      expect(texts(await read())).toEqual(["one", "two"]);
      print(first, "err", "three\n");
      await drained(first);
      make(second);
      await track(second);
      print(second, "out", "four\n");
      expect(await drained(second)).toEqual({ first: 4, last: 4, lines: 1, complete: true });
      const lines = await read();
      expect(texts(lines)).toEqual(["one", "two", "three", "four"]);
      expect(lines.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
      expect(lines.map(({ run, stream }) => [run, stream])).toEqual([
        [1, "stdout"],
        [1, "stdout"],
        [1, "stderr"],
        [2, "stdout"],
      ]);
    }));

  it("is complete once the run is drained, including a last line without a line end", () =>
    inPlace(async ({ make, program, open }) => {
      const { track, drained, read } = await open();
      make(first);
      await track(first);
      await program(first, "seq 200000; printf 'no end'; printf 'nor here' >&2").end;
      expect(await drained(first)).toEqual({ first: 1, last: 200_002, lines: 200_002, complete: true });
      const lines = await read();
      expect(lines.map(({ seq }) => seq)).toEqual(upTo(200_002));
      const numbers = lines.flatMap(({ text }) => (/^\d+$/.test(text) ? [Number(text)] : []));
      expect(numbers).toEqual(upTo(200_000));
      expect(
        lines
          .filter(({ unterminated }) => unterminated)
          .map(({ text }) => text)
          .sort(),
      ).toEqual(["no end", "nor here"]);
    }));

  it("is correct if lines arrive in parts, even between the bytes of a character", () =>
    inPlace(async ({ make, print, open }) => {
      const { track, read } = await open();
      make(first);
      await track(first);
      const euro = Buffer.from("€");
      print(first, "out", euro.subarray(0, 1));
      expect(await read()).toEqual([]);
      print(first, "out", Buffer.concat([euro.subarray(1), Buffer.from("\nrest")]));
      expect(texts(await read())).toEqual(["€"]);
      print(first, "out", "\n");
      expect(texts(await read())).toEqual(["€", "rest"]);
    }));

  it("keeps its offsets when the program truncates its own file", () =>
    inPlace(async ({ make, print, open }) => {
      const { track, drained, read } = await open();
      const directory = make(first);
      await track(first);
      print(first, "err", "before\n");
      expect(texts(await read())).toEqual(["before"]);
      writeFileSync(join(directory, "err"), "new\n");
      expect(texts(await read())).toEqual(["new"]);
      appendFileSync(join(directory, "err"), "more\n");
      expect(await drained(first)).toMatchObject({ first: 1, last: 3 });
      const { read: readAgain } = await open();
      expect((await readAgain({ within: ["web/api"] })).map(({ seq, text }) => [seq, text])).toEqual([
        [2, "new"],
        [3, "more"],
      ]);
    }));

  it("is kept when the directory of the run is removed", () =>
    inPlace(async ({ make, print, open }) => {
      const { track, drained, read } = await open();
      const directory = make(first);
      await track(first);
      print(first, "out", "kept\n");
      await drained(first);
      rmSync(directory, { recursive: true });
      expect(texts(await read())).toEqual(["kept"]);
    }));

  it("may arrive late, from leftover processes: it belongs to their run", () =>
    inPlace(async ({ make, print, open }) => {
      const { track, drained, read } = await open();
      make(first);
      await track(first);
      print(first, "out", "in time\n");
      await drained(first);
      print(first, "out", "late\n");
      make(second);
      await track(second);
      await drained(second);
      expect((await read()).map(({ run, text }) => [run, text])).toEqual([
        [1, "in time"],
        [1, "late"],
      ]);
    }));

  it("that was printed without a daemon has a range of times, and continued numbers", () =>
    inPlace(async ({ make, print, open }) => {
      make(first);
      const one = await open();
      await one.track(first);
      print(first, "out", "seen\n");
      await one.read();
      await one.close();
      const silence = Date.now();
      await vi.waitFor(() => expect(Date.now() - silence).toBeGreaterThan(1_100), waitLong);
      print(first, "out", "unseen\n");
      const two = await open();
      await two.track(first);
      await two.drained(first);
      const [seen, unseen] = await two.read();
      expect(seen).toMatchObject({ seq: 1, text: "seen" });
      expect(seen).not.toHaveProperty("at_earliest");
      expect(unseen).toMatchObject({ seq: 2, text: "unseen", at_earliest: seen?.at });
      expect(Date.parse(unseen?.at ?? "")).toBeGreaterThan(silence);
    }));

  it("is noticed without polling, even in a flood", () =>
    inPlace(async ({ make, program, open }) => {
      const { track, follow } = await open();
      make(first);
      await track(first);
      const { lines, stop } = follow({ after: 0 });
      program(
        first,
        "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); echo $i; done; sleep 1; echo last; sleep 60",
      );
      await vi.waitFor(() => expect(lines.at(-1)?.text).toBe("last"), waitLong);
      expect(lines.map(({ seq }) => seq)).toEqual(upTo(20_001));
      expect(lines.slice(0, -1).map(({ text }) => Number(text))).toEqual(upTo(20_000));
      await stop();
    }));
});
