import { afterAll, beforeAll, describe, expect } from "vitest";
import { inChromium, type Site, seriousIn, startSite } from "./browser.ts";

const tree = `
version: 1
name: shop
children:
  web: { command: "sh -c 'echo hello; exec sleep 1000'", min_uptime: 0 }
  broken: { command: "sh -c 'exit 3'", restart: temporary, min_uptime: 0 }
`;
const mira = { name: "mira", role: "admin" } as const;
const tablet = { width: 820, height: 1180 };
/** As wide as 1440 px are at 200 %. */
const zoomed = { width: 720, height: 450 };
const phone = { width: 390, height: 844 };

let site: Site;
beforeAll(async () => {
  site = await startSite(tree);
});
afterAll(() => site.leave());

const shown = [
  ["/", ".attention"],
  ["/tree", ".outline-row[role=treeitem]"],
  ["/tree?at=broken", ".inspector .sentences"],
  ["/tree?view=map", ".cell"],
  ["/children/broken", ".chart-state.on"],
  ["/logs", ".line"],
  ["/events", ".line"],
] as const;

describe("a page in a small window", () => {
  for (const [name, viewport] of [
    ["on a tablet", tablet],
    ["at 200 %", zoomed],
  ] as const)
    inChromium(`is no wider than that ${name}, and cuts nothing off its bar`, async () => {
      const page = await site.openAs(mira, "/", { viewport });
      for (const [path, sign] of shown) {
        await page.goto(site.url + path);
        await page.locator(sign).first().waitFor();
        expect({ path, width: await page.evaluate("document.documentElement.scrollWidth") }).toEqual({
          path,
          width: viewport.width,
        });
        const bar = page.locator(".bar");
        const isCut = await bar.evaluate((one) =>
          [...one.children].some(
            (child) => child.getBoundingClientRect().bottom > one.getBoundingClientRect().bottom,
          ),
        );
        expect({ path, isCut }).toEqual({ path, isCut: false });
      }
    });

  inChromium(
    "shows the inspector over the tree on a tablet; Escape closes it and returns the focus to the tree",
    async () => {
      const page = await site.openAs(mira, "/tree", { viewport: tablet });
      await page.locator(".outline-row[role=treeitem]").first().waitFor();
      const outline = page.getByRole("tree");
      const before = await outline.boundingBox();
      await outline.focus();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      const inspector = page.locator(".inspector");
      await inspector.waitFor();
      // The tree stays as it is, and has the focus still.
      expect(await outline.boundingBox()).toEqual(before);
      expect(await page.evaluate("document.activeElement.getAttribute('role')")).toBe("tree");
      expect(await seriousIn(page)).toEqual([]);
      await page.keyboard.press("Tab");
      expect(await inspector.evaluate((one) => one.contains(document.activeElement))).toBe(true);
      await page.keyboard.press("Escape");
      await inspector.waitFor({ state: "detached" });
      expect(await page.evaluate("document.activeElement.getAttribute('role')")).toBe("tree");
    },
  );

  inChromium("shows on a phone the reason for each alert below its name", async () => {
    const page = await site.openAs(mira, "/tree", { viewport: phone });
    const row = page.locator(".outline-row[role=treeitem]", { hasText: "broken" });
    await row.waitFor();
    const name = await row.locator(".outline-name").boundingBox();
    const reason = await row.getByText("exit code 3").boundingBox();
    expect(reason?.y).toBeGreaterThanOrEqual((name?.y ?? 0) + (name?.height ?? 0) - 1);
    expect((await row.boundingBox())?.height).toBe(44);
  });
});
