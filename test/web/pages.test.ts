import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pages } from "../../api/dashboard/pages.ts";
import { expectQuiet, inChromium, type Site, seriousIn, startSite } from "./browser.ts";

const tree = `
version: 1
name: shop
children:
  web: { command: "sh -c 'echo hello; echo trouble >&2; exec sleep 1000'", min_uptime: 0 }
  broken: { command: "sh -c 'exit 3'", restart: temporary, min_uptime: 0 }
  flapping: { command: "sh -c 'exit 1'", min_uptime: 0, backoff: { initial: 60s, max: 60s } }
  report: { command: "echo report", schedule: { cron: "0 3 * * *" }, parameters: { DAY: today } }
  backup: { check: { cron: "0 5 * * *", timezone: Europe/Berlin, grace: 30m } }
  crew:
    children:
      off: { command: sleep 1000, autostart: false }
      once: { command: "true", restart: transient, min_uptime: 0 }
`;
const mira = { name: "mira", role: "admin" } as const;

let site: Site;
beforeAll(async () => {
  site = await startSite(tree);
});
afterAll(() => site.leave());

/** The pages, each with an element that is there once it is complete. */
const shown = [
  ["/", ".attention"],
  ["/tree", ".outline-row"],
  ["/tree?at=broken", ".inspector .sentences"],
  ["/tree?view=map", ".cell"],
  ["/tree?view=drawn&at=crew", ".drawn-box"],
  ["/tree?filter=state:failed", ".token"],
  ["/tree?filter=state:odd", ".message p"],
  ["/children/flapping", ".chart-ring"],
  ["/children/flapping?at=1000", ".history-strip"],
  ["/children/web?run=1", "#output .line"],
  ["/children/crew", ".chart-state.on"],
  ["/children/%2F", ".chart-state.on"],
  ["/children/nobody", ".message"],
  ["/logs", ".line"],
  ["/logs?grep=hello", "mark"],
  ["/logs?grep=nothing&show=hits", ".message .title"],
  ["/logs?path=web%2Cflapping&view=columns", ".log-column .line"],
  ["/events", ".line"],
  ["/history", ".metric-panels, .message .title"],
  ["/history?path=nobody", ".message .title"],
  ["/runs", ".run-table tbody tr"],
  ["/runs?path=web&run=web%401", "#output .line"],
  ["/runs?outcome=killed", ".message .title"],
  ["/jobs", ".job-table tbody tr"],
  ["/jobs?job=report&day=2026-03-12", ".inspector .facts"],
  ["/jobs?job=nothing", ".inspector .message"],
  ["/children/report", ".instants tbody tr"],
  ["/children/backup", ".chart-state.on"],
  ["/checks", ".check-table tbody tr"],
  ["/checks?check=backup", ".inspector .facts"],
  ["/checks?check=nothing", ".inspector .message"],
  ["/machines", ".chart-count"],
  ["/machines/service", ".chart-count"],
  ["/machines/nothing", ".message"],
  ["/settings", "tbody tr"],
  ["/settings/users?user=mira", "fieldset.form"],
  ["/settings/keys", ".message .title"],
  ["/settings/sessions", "tbody tr"],
  ["/settings/audit", "tbody tr"],
  ["/settings/audit?action=rollback", ".message .title"],
  ["/settings/daemon", ".setting"],
  ["/settings/account", ".facts"],
  ["/settings/appearance", ".form-field"],
  ["/settings/about", ".links"],
  ["/config", ".cm-line"],
  ["/config?view=history", ".difference, .message"],
  ["/config?view=drift", ".config-says"],
] as const;
const entrance = ["/login", "/setup", "/setup#token", "/reset#token"];

const phone = { width: 390, height: 844 };

/** With each change a page is tested in one of the themes, in turn; in the night in both (scripts/nightly.mjs). */
const inTheme = <Of>(colorScheme: "light" | "dark", pages: ReadonlyArray<Of>): ReadonlyArray<Of> =>
  process.env.THEMES === "both"
    ? pages
    : pages.filter((_, at) => (at % 2 === 0) === (colorScheme === "light"));

// A test a page: together they took longer than one test may on a busy machine.
for (const colorScheme of ["light", "dark"] as const)
  describe(`a page in the ${colorScheme} theme has no serious flaw of accessibility, and violates no policy`, () => {
    let page: Page;
    beforeAll(async () => {
      page = await site.openAs(mira, "/", { colorScheme });
    });

    for (const [path, sign] of inTheme(colorScheme, shown))
      inChromium(path, async () => {
        await page.goto(site.url + path);
        await page.locator(sign).first().waitFor();
        expect(await seriousIn(page)).toEqual([]);
        expect(await page.locator("h1").count()).toBe(1);
        expectQuiet(page);
      });

    for (const path of inTheme(colorScheme, entrance))
      inChromium(path, async () => {
        const stranger = await site.open(path, { colorScheme });
        await stranger.locator("h1").waitFor();
        expect(await seriousIn(stranger)).toEqual([]);
        expectQuiet(stranger);
      });
  });

describe("a page on a phone is no wider than it", () => {
  let page: Page;
  beforeAll(async () => {
    page = await site.openAs(mira, "/", { viewport: phone });
  });

  for (const [path, sign] of shown)
    inChromium(path, async () => {
      await page.goto(site.url + path);
      await page.locator(sign).first().waitFor();
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(phone.width);
    });
});

describe("the runs", () => {
  inChromium("are filtered by the address, and each is shown with its output", async () => {
    const page = await site.openAs(mira, "/runs");
    const rows = page.locator(".run-table tbody tr");
    await rows.first().waitFor();
    await page.getByLabel("Outcome").selectOption("failed");
    await page.waitForURL(/outcome=failed/);
    await page.getByRole("link", { name: "broken@1" }).waitFor();
    await page.getByRole("link", { name: "web@1" }).waitFor({ state: "detached" });
    await page.getByRole("link", { name: "broken@1" }).click();
    await page.waitForURL(/run=broken/);
    await page.getByText("exit code 3").first().waitFor();
    await page.getByText("No output of this run is kept.").waitFor();
    await page.getByRole("button", { name: "Show all" }).click();
    await page.getByRole("link", { name: "web@1" }).click();
    await page.locator("#output .line").first().waitFor();
    await page.getByRole("link", { name: "Close" }).click();
    await page.waitForURL(/\/runs$/);
    expectQuiet(page);
  });
});

describe("every page", () => {
  inChromium("has the account and the theme under More on a phone", async () => {
    const page = await site.openAs(mira, "/", { viewport: phone });
    const logOut = page.getByRole("button", { name: "Log out" });
    expect(await logOut.isVisible()).toBe(false);
    await page.getByRole("button", { name: "More" }).click();
    // Pages without a tab are there, too.
    await page.locator("#more").getByRole("link", { name: "Settings" }).click();
    await page.waitForURL(/\/settings\/users$/);
    expect(await logOut.isVisible()).toBe(false);
    await page.getByRole("button", { name: "More" }).click();
    await logOut.waitFor();
    expect(await seriousIn(page)).toEqual([]);
    await page.locator("#more").getByTitle("Dark theme").click();
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    await logOut.click();
    await page.getByRole("button", { name: "Log in" }).waitFor();
  });

  inChromium("has a way back from an address that nothing has", async () => {
    for (const page of [await site.openAs(mira, "/nothing/here"), await site.open("/nothing/here")]) {
      await page.getByText("There is no such page.").waitFor();
      expectQuiet(page);
      await page.getByRole("link", { name: "Go to the overview" }).click();
      await page.waitForURL(new RegExp(`^${site.url}/(login.*)?$`));
    }
  });

  it("is known to the daemon by its address", () => {
    const addresses = [...shown.map(([path]) => path), ...entrance].map((path) => path.replace(/[?#].*/, ""));
    const patterns = pages.map((page) => new RegExp(`^${page.replace(/:\w+/, "[^/]+")}$`));
    for (const pattern of patterns) expect(addresses.some((path) => pattern.test(path))).toBe(true);
    for (const path of addresses) expect(patterns.some((pattern) => pattern.test(path))).toBe(true);
  });
});

describe("the keyboard", () => {
  inChromium("goes from the top of a page into the map, and from cell to cell", async () => {
    const page = await site.openAs(mira);
    await page.locator(".cell").first().waitFor();
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to content");
    await page.locator('.cell[tabindex="0"]').focus();
    const first = await page.evaluate("document.activeElement.getAttribute('aria-label')");
    await page.keyboard.press("ArrowRight");
    const second = await page.evaluate("document.activeElement.getAttribute('aria-label')");
    expect(second).toMatch(/^\w+.*: \w+$/);
    expect(second).not.toBe(first);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/children\//);
  });

  inChromium("moves in the outline and folds it, and the address holds the selection", async () => {
    const page = await site.openAs(mira, "/tree");
    const outline = page.getByRole("tree");
    await page.locator(".outline-row[role=treeitem]").first().waitFor();
    await outline.focus();
    await page.keyboard.press("Home");
    await page.waitForURL(/at=%2F|at=\//);
    await page.keyboard.press("ArrowDown");
    await page.waitForURL(/at=web/);
    expect(await page.getByRole("treeitem", { selected: true }).textContent()).toMatch(/^web.*running/);
    const before = await page.getByRole("treeitem").count();
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    await page.waitForURL(/at=crew$/);
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => page.getByRole("treeitem").count()).toBe(before - 2);
  });
});

describe("the theme", () => {
  inChromium(
    "is that of the system until another is chosen, and applied before the first paint",
    async () => {
      const page = await site.openAs(mira, "/", { colorScheme: "light" });
      const background = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
      const light = await background();
      await page.getByRole("radio", { name: "Dark theme" }).check({ force: true });
      const dark = await background();
      expect(dark).not.toBe(light);
      await page.reload({ waitUntil: "commit" });
      await page.waitForFunction("document.documentElement.dataset.theme === 'dark'");
      await page.getByRole("radio", { name: "Theme of the system" }).check({ force: true });
      expect(await background()).toBe(light);
    },
  );
});
