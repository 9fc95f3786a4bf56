import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Keyboard } from "../../web/keys/Keyboard.ts";
import { keyOf, type Press } from "../../web/keys/keyOf.ts";
import { effective, Shortcuts } from "../../web/keys/Shortcuts.ts";
import { expectQuiet, inChromium, type Site, seriousIn, startSite } from "./browser.ts";

const press = (key: string, given: Partial<Press> & { readonly graph?: boolean } = {}): Press => ({
  ...{ key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false },
  ...given,
  getModifierState: (name) => name === "AltGraph" && given.graph === true,
});

describe("what was pressed", () => {
  it("is Ctrl and a letter, and on a Mac Cmd and a letter", () => {
    expect(keyOf(press("k", { ctrlKey: true }), false)).toBe("mod+k");
    expect(keyOf(press("k", { metaKey: true }), true)).toBe("mod+k");
    expect(keyOf(press("k", { ctrlKey: true }), true)).toBeNull();
    expect(keyOf(press("k", { metaKey: true }), false)).toBeNull();
  });

  it("is a bracket where a keyboard writes it with AltGr or Option, and nothing else with Alt", () => {
    expect(keyOf(press("[", { ctrlKey: true, altKey: true, graph: true }), false)).toBe("[");
    expect(keyOf(press("]", { altKey: true }), true)).toBe("]");
    expect(keyOf(press("r", { altKey: true }), false)).toBeNull();
  });

  it("is the letter beside that of another script, and the same with Caps Lock", () => {
    expect(keyOf(press("к", { code: "KeyR" }), false)).toBe("r");
    expect(keyOf(press("R"), false)).toBe("r");
    expect(keyOf(press("n", { shiftKey: true }), false)).toBe("N");
  });

  it("is nothing while an input method composes a word", () => {
    expect(keyOf(press("r", { isComposing: true }), false)).toBeNull();
    expect(keyOf(press("Process"), false)).toBeNull();
    expect(keyOf(press("Dead"), false)).toBeNull();
  });
});

describe("a keyboard", () => {
  const made = () => {
    const shortcuts = new Shortcuts();
    const run = (): void => undefined;
    shortcuts.add({
      title: "All",
      shortcuts: [
        { keys: "g o", title: "go", run },
        { keys: "o", title: "open", run },
        { keys: "r", title: "restart", run },
        { keys: "j", title: "down", run, isRepeated: true },
      ],
    });
    const keyboard = new Keyboard(shortcuts);
    const type = (key: string, at = 0, isHeld = false) => keyboard.press({ key, at, isHeld })?.title;
    return { shortcuts, keyboard, type };
  };

  it("waits a second and a half for the second key of two", () => {
    const { type } = made();
    expect(type("g", 0)).toBeUndefined();
    expect(type("o", 1_500)).toBe("go");
    type("g", 10_000);
    expect(type("o", 11_501)).toBe("open");
  });

  it("takes a key for itself when it does not follow the one before, or something else came between", () => {
    const { type, keyboard } = made();
    type("g");
    expect(type("r")).toBe("restart");
    type("g");
    keyboard.forget();
    expect(type("o")).toBe("open");
  });

  it("repeats only what may be repeated while a key is held down", () => {
    const { type } = made();
    expect(type("r", 0, true)).toBeUndefined();
    expect(type("j", 0, true)).toBe("down");
  });

  it("prefers what was added last, and lists each key once", () => {
    const { type, shortcuts } = made();
    const remove = shortcuts.add({
      title: "Late",
      shortcuts: [{ keys: "r", title: "reload", run: () => undefined }],
    });
    expect(type("r")).toBe("reload");
    fc.assert(
      fc.property(fc.array(fc.constantFrom("r", "j", "x"), { minLength: 1 }), (keys) => {
        const groups = keys.map((key) => ({
          title: `of ${key}`,
          shortcuts: [{ keys: key, title: key, run: () => undefined }],
        }));
        const listed = effective(groups).flatMap((group) => group.shortcuts.map((one) => one.keys));
        expect(listed).toEqual([...new Set(keys)]);
      }),
    );
    remove();
    expect(type("r")).toBe("restart");
  });

  it("tells who listens when its shortcuts change", () => {
    const { shortcuts } = made();
    const listener = vi.fn();
    const stop = shortcuts.listen(listener);
    shortcuts.add({ title: "More", shortcuts: [] })();
    stop();
    shortcuts.add({ title: "More", shortcuts: [] });
    expect(listener).toHaveBeenCalledTimes(2);
  });
});

const tree = `
version: 1
name: shop
children:
  web: { command: "sh -c 'echo hello; exec sleep 1000'", min_uptime: 0 }
  broken: { command: "sh -c 'exit 3'", restart: temporary, min_uptime: 0 }
  crew:
    children:
      mail: { command: sleep 1000, min_uptime: 0 }
`;
const mira = { name: "mira", role: "admin" } as const;

let site: Site;
beforeAll(async () => {
  site = await startSite(tree);
});
afterAll(() => site.leave());

const focused = "document.activeElement.outerHTML.slice(0, 200)";

describe("the list of keys", () => {
  inChromium("opens with ?, has no serious flaw of accessibility, and gives the focus back", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await site.openAs(mira, "/", { colorScheme });
      await page.locator(".cell").first().waitFor();
      await page.locator('.cell[tabindex="0"]').focus();
      const before = await page.evaluate(focused);
      await page.keyboard.press("?");
      const sheet = page.getByRole("dialog", { name: "Keys" });
      await sheet.waitFor();
      expect(await sheet.textContent()).toContain("Overview");
      expect(await seriousIn(page)).toEqual([]);
      // What is under it does nothing.
      await page.keyboard.press("g");
      await page.keyboard.press("t");
      await page.keyboard.press("Escape");
      await sheet.waitFor({ state: "detached" });
      expect(await page.evaluate(focused)).toBe(before);
      expect(page.url()).toBe(`${site.url}/`);
      expectQuiet(page);
    }
  });

  inChromium("switches the keys without Ctrl off, for the next visit, too", async () => {
    const page = await site.openAs(mira);
    await page.locator(".cell").first().waitFor();
    await page.keyboard.press("?");
    await page.getByRole("checkbox").uncheck();
    await page.keyboard.press("Escape");
    await page.reload();
    await page.locator(".cell").first().waitFor();
    for (const key of ["g", "t", "?"]) await page.keyboard.press(key);
    expect(page.url()).toBe(`${site.url}/`);
    expect(await page.getByRole("dialog").count()).toBe(0);
  });
});

describe("keys", () => {
  inChromium("lead to the places, and to the filter and back; in a field they write", async () => {
    const page = await site.openAs(mira);
    await page.locator(".cell").first().waitFor();
    await page.keyboard.type("gt");
    await page.waitForURL(`${site.url}/tree`);
    await page.locator(".outline-row[role=treeitem]").first().waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("gowe?");
    expect(await page.getByRole("searchbox").inputValue()).toBe("gowe?");
    // The first one empties the field, as browsers have it.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.keyboard.type("go");
    await page.waitForURL(`${site.url}/`);
    expectQuiet(page);
  });
});
