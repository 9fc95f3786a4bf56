import { describe, expect, it, vi } from "vitest";
import type { LogLine } from "../../src/domain/LogLine.ts";
import { inPlace, type Place, texts } from "./place.ts";

const api = { path: "web/api", run: 1 };
const waitLong = { timeout: 20_000, interval: 20 };

const tracked = async (place: Place) => {
  const opened = await place.open();
  place.make(api);
  await opened.track(api);
  return opened;
};

const short = ({ seq, text, stream, unterminated, provisional }: LogLine): string =>
  `${seq} ${stream} ${text}${unterminated ? " unterminated" : ""}${provisional ? " provisional" : ""}`;

// R15. Cause: what has no line end was not shown before its run was over: neither a prompt, nor a line that says that a program
// listens, nor progress.
describe("a partial line that is unchanged for a second", () => {
  it("is read as unterminated, with the number that it keeps when it ends", () =>
    inPlace(async (place) => {
      const { read } = await tracked(place);
      place.print(api, "out", "one\nlistening on");
      expect((await read()).map(short)).toEqual(["1 stdout one"]);
      await vi.waitFor(
        async () =>
          expect((await read()).map(short)).toEqual([
            "1 stdout one",
            "2 stdout listening on unterminated provisional",
          ]),
        waitLong,
      );
      place.print(api, "out", " 3000\ntwo\n");
      expect((await read()).map(short)).toEqual([
        "1 stdout one",
        "2 stdout listening on 3000",
        "3 stdout two",
      ]);
    }));

  it("is followed: shown once as it is, again when it has changed, and as the complete line when it ends", () =>
    inPlace(async (place) => {
      const { follow } = await tracked(place);
      const { lines, stop } = follow();
      place.print(api, "err", "Password: ");
      await vi.waitFor(() => expect(lines).toHaveLength(1), waitLong);
      place.print(api, "err", "again: ");
      await vi.waitFor(() => expect(lines).toHaveLength(2), waitLong);
      place.print(api, "out", "other\n");
      place.print(api, "err", "ok\n");
      await vi.waitFor(() => expect(lines).toHaveLength(4), waitLong);
      expect(lines.slice(0, 2).map(short)).toEqual([
        "1 stderr Password:  unterminated provisional",
        "1 stderr Password: again:  unterminated provisional",
      ]);
      const ended = lines.slice(2);
      expect(ended.map(({ seq }) => seq)).toEqual([1, 2]);
      expect(texts(ended).toSorted()).toEqual(["Password: again: ok", "other"]);
      expect(ended.filter(({ unterminated, provisional }) => unterminated || provisional)).toEqual([]);
      await stop();
    }));

  it("is shown as by a terminal if carriage returns overwrite it, but stored in full", () =>
    inPlace(async (place) => {
      const { read } = await tracked(place);
      place.print(api, "out", " 10 %\r 50 %\r 99 %\r");
      await vi.waitFor(async () => expect(texts(await read())).toEqual([" 99 %"]), waitLong);
      place.print(api, "out", "done\n");
      expect(texts(await read())).toEqual([" 10 %\r 50 %\r 99 %\rdone"]);
    }));

  // `logs -n 1` printed two lines: the newest stored one and the text that stood behind it.
  it("counts as one of the newest lines", () =>
    inPlace(async (place) => {
      const { read } = await tracked(place);
      place.print(api, "out", "one\ntwo\nlogin: ");
      await vi.waitFor(async () => expect(await read()).toHaveLength(3), waitLong);
      expect(texts(await read({ last: 2 }))).toEqual(["two", "login: "]);
      expect(texts(await read({ last: 1 }))).toEqual(["login: "]);
      expect(await read({ last: 0 })).toEqual([]);
      expect(texts(await read({ last: 9 }))).toEqual(["one", "two", "login: "]);
    }));

  it("is selected by stream, run, time and expression like any other line", () =>
    inPlace(async (place) => {
      const { read } = await tracked(place);
      place.print(api, "out", "ready? ");
      await vi.waitFor(async () => expect(await read()).toHaveLength(1), waitLong);
      const [line] = await read();
      const at = Date.parse(line?.at ?? "");
      expect(
        await read({ stream: "stdout", run: 1, since: at - 1, until: at + 1, grep: "y\\?" }),
      ).toHaveLength(1);
      for (const query of [
        { stream: "stderr" },
        { run: 2 },
        { since: at + 60_000 },
        { until: at - 60_000 },
      ] as const)
        expect(await read(query)).toEqual([]);
      expect(await read({ grep: "no" })).toEqual([]);
      expect(await read({ after: 1 })).toEqual([]);
      expect(await read({ last: 1 })).toHaveLength(1);
    }));

  it("becomes a numbered, unterminated line when its run ends", () =>
    inPlace(async (place) => {
      const { read, drained } = await tracked(place);
      place.print(api, "out", "going ");
      await vi.waitFor(async () => expect(await read()).toHaveLength(1), waitLong);
      await drained(api);
      expect((await read()).map(short)).toEqual(["1 stdout going  unterminated"]);
    }));

  it("is also known to the next daemon", () =>
    inPlace(async (place) => {
      const { read, close } = await tracked(place);
      place.print(api, "out", "one\nstill ");
      expect(await read()).toHaveLength(1);
      await close();
      const next = await place.open();
      await next.track(api);
      await vi.waitFor(
        async () =>
          expect((await next.read()).map(short)).toEqual([
            "1 stdout one",
            "2 stdout still  unterminated provisional",
          ]),
        waitLong,
      );
      place.print(api, "out", "there\n");
      expect((await next.read()).map(short)).toEqual(["1 stdout one", "2 stdout still there"]);
    }));
});
