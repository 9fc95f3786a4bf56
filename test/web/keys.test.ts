import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Keyboard } from "../../web/keys/keyboard/Keyboard.ts";
import { keyOf, type Press } from "../../web/keys/keyboard/keyOf.ts";
import { effective, Shortcuts } from "../../web/keys/Shortcuts.ts";
import { expectQuiet, inChromium, password, type Site, seriousIn, startSite } from "./browser.ts";

const press = (key: string, given: Partial<Press> & { readonly graph?: boolean } = {}): Press => ({
  ...{ key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false },
  ...given,
  getModifierState: (name) => name === "AltGraph" && given.graph === true,
});

describe("the name of a pressed key", () => {
  it("has Ctrl as its modifier, and Cmd on a Mac", () => {
    expect(keyOf(press("k", { ctrlKey: true }), false)).toBe("mod+k");
    expect(keyOf(press("k", { metaKey: true }), true)).toBe("mod+k");
    expect(keyOf(press("k", { ctrlKey: true }), true)).toBeNull();
    expect(keyOf(press("k", { metaKey: true }), false)).toBeNull();
  });

  it("is a bracket on keyboards that write it with AltGr or Option; other keys with Alt have none", () => {
    expect(keyOf(press("[", { ctrlKey: true, altKey: true, graph: true }), false)).toBe("[");
    expect(keyOf(press("]", { altKey: true }), true)).toBe("]");
    expect(keyOf(press("r", { altKey: true }), false)).toBeNull();
  });

  it("is the Latin letter on keyboards with another script, regardless of Caps Lock", () => {
    expect(keyOf(press("к", { code: "KeyR" }), false)).toBe("r");
    expect(keyOf(press("R"), false)).toBe("r");
    expect(keyOf(press("n", { shiftKey: true }), false)).toBe("N");
  });

  it("is missing while an input method composes a word", () => {
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

  it("takes a key by itself if it does not complete a sequence, or if something happened in between", () => {
    const { type, keyboard } = made();
    type("g");
    expect(type("r")).toBe("restart");
    type("g");
    keyboard.forget();
    expect(type("o")).toBe("open");
  });

  it("repeats only repeatable shortcuts while a key is held down", () => {
    const { type } = made();
    expect(type("r", 0, true)).toBeUndefined();
    expect(type("j", 0, true)).toBe("down");
  });

  it("prefers the shortcut added last, and lists each key once", () => {
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

  it("notifies its subscribers when the shortcuts change", () => {
    const { shortcuts } = made();
    const listener = vi.fn();
    const stop = shortcuts.subscribe(listener);
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
  inChromium("opens with ?, has no serious flaw of accessibility, and returns the focus", async () => {
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

  inChromium("disables keys without Ctrl, also for the next visit", async () => {
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

const stateOf = async (path: string): Promise<string | undefined> =>
  (await site.place.status()).children.find((one) => one.path === path)?.state;
const runOf = async (path: string): Promise<unknown> => {
  const found = (await site.place.status()).children.find((one) => one.path === path);
  return found?.kind === "service" ? found.run : undefined;
};

describe("keys", () => {
  inChromium("go to pages, and to the filter and back; in a field they type", async () => {
    const page = await site.openAs(mira);
    await page.locator(".cell").first().waitFor();
    await page.keyboard.type("gt");
    await page.waitForURL(`${site.url}/tree`);
    await page.locator(".outline-row[role=treeitem]").first().waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("gowe?");
    expect(await page.getByLabel("Filter by path, state or kind").inputValue()).toBe("gowe?");
    // The first one empties the field, as browsers have it.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.keyboard.type("go");
    await page.waitForURL(`${site.url}/`);
    expectQuiet(page);
  });

  inChromium("suffice from the login to the restart of a child", async () => {
    await site.openAs(mira);
    const page = await site.open("/tree");
    await page.getByLabel("Name").waitFor();
    await page.keyboard.type("mira");
    await page.keyboard.press("Tab");
    await page.keyboard.type(password);
    await page.keyboard.press("Enter");
    await page.locator(".outline-row[role=treeitem]").first().waitFor();
    const before = await runOf("web");
    await page.keyboard.type("jj");
    await page.waitForURL(/at=web$/);
    await page.keyboard.press("r");
    await page.getByRole("button", { name: "Restart web?" }).waitFor();
    // Escape takes the command back, and only then the selection.
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Restart", exact: true }).waitFor();
    expect(page.url()).toContain("at=web");
    await page.keyboard.type("rr");
    await expect.poll(() => runOf("web")).not.toBe(before);
    await page.keyboard.press("Escape");
    await page.waitForURL(`${site.url}/tree`);
    await page.keyboard.type("jj");
    await page.waitForURL(/at=web$/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/children\/web$/);
    await page.keyboard.press("l");
    await page.waitForURL(/logs\?path=web$/);
    expectQuiet(page);
  });

  inChromium("ask for confirmation before they interrupt something, even if one is held down", async () => {
    const page = await site.openAs(mira, "/children/crew%2Fmail");
    await page.getByRole("button", { name: "Stop" }).waitFor();
    const before = await runOf("crew/mail");
    await page.keyboard.down("r");
    await page.keyboard.down("r");
    await page.keyboard.down("r");
    await page.keyboard.up("r");
    await page.getByRole("button", { name: "Restart crew/mail?" }).waitFor();
    await page.keyboard.press("Escape");
    expect(await runOf("crew/mail")).toBe(before);
  });

  inChromium("go to the next node that needs attention, and from row to row", async () => {
    const page = await site.openAs(mira);
    await page.locator(".attention a").first().waitFor();
    await page.keyboard.press("j");
    await expect.poll(() => page.evaluate(focused)).toContain('data-path="broken"');
    await page.keyboard.press("Enter");
    await page.waitForURL(/children\/broken$/);
    await page.keyboard.type("go");
    await page.locator(".attention a").first().waitFor();
    await page.keyboard.press("]");
    await page.waitForURL(/children\/broken$/);
    await page.keyboard.press("[");
    await page.waitForURL(/children\/broken$/);
    expectQuiet(page);
  });

  inChromium("copy the command that explains a child", async () => {
    const page = await site.openAs(mira, "/children/crew%2Fmail");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.locator("h1").waitFor();
    await page.getByRole("button", { name: "Stop" }).waitFor();
    await page.keyboard.press("y");
    await page.getByText("Copied: sentinel explain crew/mail").waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe("sentinel explain crew/mail");
  });

  inChromium("pause and resume the page; held changes are counted", async () => {
    const page = await site.openAs(mira, "/tree?at=crew%2Fmail");
    const row = page.locator(".outline-row[aria-selected=true]");
    await row.getByText("running").waitFor();
    await page.keyboard.press(".");
    await page.getByText(/Paused at/).waitFor();
    await site.place.sentinel("stop", "crew/mail");
    await page.getByText(/changes wait/).waitFor();
    expect(await row.textContent()).toContain("running");
    await page.keyboard.press(".");
    await row.getByText("stopped").waitFor();
    expect(await page.getByText(/Paused at/).count()).toBe(0);
    await site.place.sentinel("start", "crew/mail");
    await row.getByText("running").waitFor();
  });

  inChromium("for commands do not exist for a viewer", async () => {
    const page = await site.openAs({ name: "vera", role: "viewer" }, "/children/crew%2Fmail");
    await page.locator("h1").waitFor();
    await page.keyboard.press("?");
    const sheet = page.getByRole("dialog", { name: "Keys" });
    await sheet.waitFor();
    expect(await sheet.textContent()).not.toMatch(/restart/i);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.getByRole("option", { name: /^Logs/ }).first().waitFor();
    expect(await page.getByRole("option", { name: /^Restart/ }).count()).toBe(0);
  });
});

describe("the palette", () => {
  inChromium(
    "opens from every page, has no serious flaw of accessibility, and returns the focus",
    async () => {
      for (const colorScheme of ["light", "dark"] as const) {
        const page = await site.openAs(mira, "/", { colorScheme });
        await page.locator('.cell[tabindex="0"]').focus();
        const before = await page.evaluate(focused);
        await page.keyboard.press("Control+k");
        // Typed before its code is there.
        await page.keyboard.type("crew");
        const field = page.getByRole("combobox", { name: "Search or run" });
        await field.waitFor();
        await expect.poll(() => field.inputValue()).toBe("crew");
        await page.getByRole("option", { name: /crew\/mail/ }).waitFor();
        expect(await seriousIn(page)).toEqual([]);
        await page.keyboard.press("Escape");
        await expect.poll(() => page.evaluate(focused)).toBe(before);
        expectQuiet(page);
      }
    },
  );

  inChromium("finds a child by a part of its path, and offers its commands after Tab", async () => {
    const page = await site.openAs(mira);
    await page.locator(".cell").first().waitFor();
    await page.getByRole("button", { name: "Search or run" }).click();
    await page.getByRole("combobox").waitFor();
    await page.keyboard.type("cmail");
    await page.keyboard.press("Tab");
    await page.getByRole("option", { name: /^Restart/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("mail");
    await page.getByRole("option", { name: /crew\/mail/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/children\/crew%2Fmail$/);
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  inChromium(
    "asks in place before a command interrupts something, names what it affects, and sends it once",
    async () => {
      const page = await site.openAs(mira, "/children/crew");
      await page.getByRole("button", { name: "Restart" }).waitFor();
      const before = await runOf("crew/mail");
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").waitFor();
      await page.keyboard.type("restart");
      await page.keyboard.press("Enter");
      await page.getByRole("option", { name: "Restart crew, 1 child?" }).waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("option", { name: /^Restart touches/ }).waitFor();
      expect(await runOf("crew/mail")).toBe(before);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Enter");
      await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
      await expect.poll(() => runOf("crew/mail")).toBe(Number(before) + 1);
      expect(await stateOf("crew/mail")).toBe("running");
    },
  );

  inChromium("acts on the focused cell of the map, by r", async () => {
    const page = await site.openAs(mira);
    await page.locator('.cell[data-path="crew/mail"]').focus();
    await page.keyboard.press("r");
    await page.getByRole("option", { name: "Restart crew/mail?" }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  });

  inChromium("says why a command was refused, and stays open", async () => {
    const page = await site.openAs(mira, "/children/crew%2Fmail");
    await page.getByRole("button", { name: "Restart" }).waitFor();
    await page.route("**/api/v1/actions", (route) =>
      route.fulfill({ status: 409, json: { detail: "the tree is being replaced" } }),
    );
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search or run" }).waitFor();
    await page.keyboard.type("restart");
    await page.keyboard.press("Enter");
    await page.getByRole("option", { name: "Restart crew/mail?" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("the tree is being replaced").waitFor();
  });

  inChromium("is as wide as a phone", async () => {
    const page = await site.openAs(mira, "/", { viewport: { width: 390, height: 844 } });
    await page.getByRole("button", { name: "Search or run" }).click();
    const box = await page.getByRole("dialog").boundingBox();
    expect(box?.width).toBe(390 - 24);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
  });
});
