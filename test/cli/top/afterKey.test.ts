import { describe, expect, it } from "vitest";
import { afterKey } from "../../../src/cli/top/afterKey.ts";
import { rowsOf } from "../../../src/cli/top/rows.ts";
import { initialState, type TopState } from "../../../src/cli/top/TopState.ts";
import { heldTree } from "./nodesOf.ts";

const tree = heldTree({ a: {}, b: {}, c: { wanted: "down", state: "stopped" }, d: {} });

/** The state after some keys, and the last request. */
const press = (keys: ReadonlyArray<string>, from: TopState = initialState) => {
  let [state, request]: [TopState, unknown] = [from, undefined];
  for (const name of keys) {
    const rows = rowsOf(tree, state);
    const after = afterKey(state, { name, text: name.length === 1 ? name : "" }, { rows, page: 2 });
    [state, request] = [after.state, after.request];
  }
  return { ...state, request };
};

describe("the keys of top", () => {
  it.each([
    [["down"], "b"],
    [["j", "j", "k"], "b"],
    [["up"], "a"],
    [["pagedown"], "c"],
    [["G"], "d"],
    [["G", "down"], "d"],
    [["end", "home"], "a"],
    [["G", "pageup"], "b"],
  ])("%j select %s", (keys, expected) => {
    expect(press(keys).selected).toBe(expected);
  });

  it("open a pane, change it, and close it", () => {
    expect(press(["return"]).pane).toBe("detail");
    expect(press(["return", "l"]).pane).toBe("logs");
    expect(press(["l", "l"]).pane).toBe("none");
    expect(press(["?", "escape"]).pane).toBe("none");
  });

  it("go through the sortings and begin again", () => {
    expect(press(["s"]).sorting).toBe("cpu");
    expect(press(["s", "s", "s", "s", "s", "s"]).sorting).toBe("tree");
  });

  it("type a filter, in which no key is a command", () => {
    const typed = press(["/", "q", "r", "backspace"]);
    expect(typed).toMatchObject({ filter: "q", mode: { kind: "filter" }, request: undefined });
    expect(press(["return"], typed)).toMatchObject({ filter: "q", mode: { kind: "browse" } });
    expect(press(["escape"], typed)).toMatchObject({ filter: "", mode: { kind: "browse" } });
    expect(press(["return", "escape"], typed).filter).toBe("");
  });

  it("ask before a command, for what is wanted of the selected child", () => {
    expect(press(["j", "r"]).request).toEqual({ kind: "preview", command: "restart", path: "b" });
    expect(press(["t"])).toMatchObject({ selected: "a", request: { command: "stop", path: "a" } });
    expect(press(["j", "j", "t"]).request).toMatchObject({ command: "start", path: "c" });
  });

  it("carry a command out after y only", () => {
    const mode = { kind: "confirm", command: "stop", path: "a", question: "stop a?" } as const;
    const asked = { ...initialState, mode };
    expect(press(["y"], asked)).toMatchObject({
      mode: { kind: "browse" },
      request: { kind: "act", path: "a" },
    });
    for (const key of ["n", "return", "escape", "q", "Y"])
      expect(press([key], asked)).toMatchObject({ mode: { kind: "browse" }, request: undefined });
  });

  it("quit with q and ctrl-c, the latter also while something is asked or typed", () => {
    expect(press(["q"]).request).toEqual({ kind: "quit" });
    expect(press(["/", "ctrl-c"]).request).toEqual({ kind: "quit" });
    expect(press(["ctrl-z"]).request).toEqual({ kind: "suspend" });
  });

  it("do nothing where there is no row, or no such key", () => {
    const empty = { ...initialState, filter: "nothing" };
    for (const key of ["j", "r", "t", "f12", "x"])
      expect(press([key], empty)).toMatchObject({ selected: null, request: undefined });
  });
});
