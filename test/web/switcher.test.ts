import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask } from "../../src/client/client.ts";
import { otherAddress } from "../../web/shell/navigation/otherAddress.ts";
import { expectQuiet, inChromium, password, type Site, seriousIn, startSite } from "./browser.ts";

const treeNamed = (name: string): string =>
  `version: 1\nname: ${name}\nchildren:\n  web: { command: sleep 1000, min_uptime: 0 }\n`;
const mira = { name: "mira", role: "admin" } as const;

/** The home folder of a user with two trees, whose homes are elsewhere. */
const user = mkdtempSync(join(tmpdir(), "sentinel-user-"));
const before = process.env.HOME;

let shop: Site;
let blog: Site;
beforeAll(async () => {
  process.env.HOME = user;
  [shop, blog] = await Promise.all([startSite(treeNamed("shop")), startSite(treeNamed("blog"))]);
  process.env.HOME = before;
  mkdirSync(join(user, ".sentinel"));
  symlinkSync(shop.place.home, join(user, ".sentinel/shop"));
  symlinkSync(blog.place.home, join(user, ".sentinel/blog"));
});
afterAll(async () => {
  await Promise.all([shop.leave(), blog.leave()]);
  rmSync(user, { recursive: true });
});

describe("the address of another tree", () => {
  const local = new URL("http://127.0.0.1:7368/");
  const remote = new URL("https://forge.example/sentinel/");

  it("keeps the host name of this page, which its sessions belong to", () => {
    expect(otherAddress("http://127.0.0.1:7369", new URL("http://localhost:7368/"))).toBe(
      "http://localhost:7369/",
    );
  });

  it("is none for a browser on another machine if the other daemon listens on loopback", () => {
    expect(otherAddress("http://127.0.0.1:7369", local)).toBe("http://127.0.0.1:7369/");
    expect(otherAddress("http://127.0.0.1:7369", remote)).toBeNull();
    expect(otherAddress("https://forge.example:7400", remote)).toBe("https://forge.example:7400/");
    expect(otherAddress(null, local)).toBeNull();
  });
});

describe("a user with two trees", () => {
  inChromium("switches between them, and stays logged in at both", async () => {
    const page = await shop.openAs(mira);
    await blog.openAs(mira);
    await page.getByText("All 1 run.").waitFor();
    await expect.poll(() => page.locator(".brand").textContent()).toBe(`shop ${hostname()}`);
    await page.locator("button.brand").click();
    const list = page.getByRole("navigation", { name: "Trees on this machine" });
    await list.waitFor();
    expect(await list.getByRole("listitem").allTextContents()).toEqual(["blog", "shopthis one"]);
    expect(await seriousIn(page)).toEqual([]);
    await list.getByRole("link", { name: "blog" }).click();
    await page.waitForURL(`${blog.url}/login`);
    await page.getByLabel("Name").fill("mira");
    await page.getByLabel("Password").fill(password);
    await page.keyboard.press("Enter");
    await page.getByText("All 1 run.").waitFor();
    await expect.poll(() => page.locator(".brand").textContent()).toContain("blog");
    // Cookies are those of the host, whatever the port.
    await page.goto(`${shop.url}/tree`);
    await page.locator(".outline-row[role=treeitem]").first().waitFor();
    await page.goto(`${blog.url}/tree`);
    await page.locator(".outline-row[role=treeitem]").first().waitFor();
    const cookies = (await page.context().cookies()).map(({ name }) => name);
    expect(new Set(cookies).size).toBe(2);
    // Who leaves one is still at the other.
    await page.getByRole("button", { name: "Log out" }).click();
    await page.waitForURL(/login/);
    await page.goto(`${shop.url}/tree`);
    await page.locator(".outline-row[role=treeitem]").first().waitFor();
    expectQuiet(page);
  });

  inChromium("sees which of them is not running", async () => {
    const page = await shop.openAs(mira);
    await page.locator("button.brand").waitFor();
    await blog.place.sentinel("down");
    await page.locator("button.brand").click();
    const list = page.getByRole("navigation", { name: "Trees on this machine" });
    await list.getByText("not running").waitFor();
    expect(await list.getByRole("link").count()).toBe(0);
    const { items } = await ask(shop.place.home, "GET /daemons");
    expect(items.map(({ name, state }) => [name, state])).toEqual([
      ["blog", "stopped"],
      ["shop", "running"],
    ]);
  });
});
