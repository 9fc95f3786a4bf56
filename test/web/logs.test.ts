import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { eventually } from "../e2e/sentinel.ts";
import { expectQuiet, inChromium, type Site, seriousIn, startSite } from "./browser.ts";

const printed = 120_000;
const tree = `
version: 1
name: shop
children:
  orders:
    command: ["sh", "-c", "seq -f 'order %.0f paid' 1 ${printed}; >> feed; exec tail -n +1 -f feed"]
    min_uptime: 0
  cartons:
    command: ["sh", "-c", "seq -f 'carton %.0f packed' 1 2000; echo 'no more tape' >&2; exec sleep 1000"]
    min_uptime: 0
  broken: { command: "sh -c 'echo begun; exit 3'", restart: temporary, min_uptime: 0 }
`;
const mira = { name: "mira", role: "admin" } as const;
const ann = { name: "ann", role: "viewer" } as const;

let site: Site;
const logs = (...args: ReadonlyArray<string>) => site.place.sentinel("logs", ...args);
beforeAll(async () => {
  site = await startSite(tree);
  await eventually("all is printed", async () =>
    (await logs("orders", "-n", "1")).out.includes(`${printed}`),
  );
});
afterAll(() => site.leave());

/** The children print this from now on. */
const print = (text: string): void => appendFileSync(join(site.place.folder, "feed"), text);

const line = (page: Page, text: string) => page.locator(".line", { hasText: text });
const list = (page: Page) => page.getByRole("region", { name: "Output", exact: true });
const open = async (query: string, user: typeof mira | typeof ann = mira): Promise<Page> => {
  const page = await site.openAs(user, `/logs?${query}`);
  await page.locator(".line").first().waitFor();
  return page;
};
const searchFor = async (page: Page, expression: string): Promise<void> => {
  await page.getByLabel("Regular expression").fill(expression);
  await page.keyboard.press("Enter");
};

describe("the logs of a child that has printed more than a page can hold", () => {
  inChromium("begin at the end, and every line can be reached by scrolling", async () => {
    const page = await open("path=orders");
    await line(page, `order ${printed} paid`).waitFor();
    expect(await page.locator(".line").count()).toBeLessThan(200);
    await list(page).focus();
    await page.keyboard.press("Home");
    await line(page, "order 1 paid").waitFor();
    const scroller = "document.querySelector('.lines-scroll')";
    const middle = `${scroller}.scrollTop = (${scroller}.scrollHeight - ${scroller}.clientHeight) / 2`;
    await page.evaluate(middle);
    await line(page, `order ${printed / 2} paid`).waitFor();
    await page.keyboard.press("End");
    await line(page, `order ${printed} paid`).waitFor();
    await page.locator(".follow-pill").waitFor({ state: "detached" });
    expectQuiet(page);
  });

  inChromium("are searched by the daemon, with keys that go from hit to hit", async () => {
    const page = await open("path=orders");
    await line(page, `order ${printed} paid`).waitFor();
    await searchFor(page, "^order 7+ paid$");
    await page.getByText("5 of 5", { exact: true }).waitFor();
    await page.locator(".line.selected", { hasText: "order 77777 paid" }).waitFor();
    expect(await page.locator("mark").allTextContents()).toEqual(["order 77777 paid"]);
    await line(page, "order 77775 paid").waitFor();
    await page.getByRole("button", { name: "Previous hit" }).click();
    await page.getByText("4 of 5", { exact: true }).waitFor();
    await page.locator(".line.selected", { hasText: "order 7777 paid" }).waitFor();
    expect(await page.locator(".hit-rail button").count()).toBe(4);
    await page.getByRole("button", { name: "Next hit" }).click();
    await page.locator(".line.selected", { hasText: "order 77777 paid" }).waitFor();
    await page.getByRole("button", { name: "Only hits" }).click();
    await line(page, "order 7 paid").waitFor();
    expect(await page.locator(".line-text").allTextContents()).toEqual(
      ["7", "77", "777", "7777", "77777"].map((number) => `order ${number} paid`),
    );
    await line(page, "order 777 paid").locator(".line-time").click();
    await page.locator(".line.selected", { hasText: "order 777 paid" }).waitFor();
    await line(page, "order 780 paid").waitFor();
    expectQuiet(page);
  });

  inChromium("are searched regardless of case, and for lines that do not match", async () => {
    const page = await open("path=cartons&grep=TAPE&show=hits&case=ignore");
    await searchFor(page, "CARTON 2 ");
    await line(page, "carton 2 packed").waitFor();
    await page.getByRole("button", { name: "Match case" }).click();
    await page.getByText("No line matches.").waitFor();
    await searchFor(page, "^carton");
    await page.getByRole("button", { name: "Invert" }).click();
    await expect.poll(() => page.locator(".line-text").allTextContents()).toEqual(["no more tape"]);
  });

  inChromium("say why an expression is invalid", async () => {
    const page = await open("path=orders&show=hits");
    await searchFor(page, "order (");
    await page.getByText("Unterminated group").waitFor();
  });

  inChromium("are downloaded as the text that the command line prints", async () => {
    const page = await open("path=orders&grep=order+1.%2A9+paid");
    await page.getByLabel("Download").click();
    const saved = page.waitForEvent("download");
    await page.getByRole("link", { name: "As lines of JSON" }).click();
    const file = await (await saved).path();
    const { out } = await logs("orders", "--grep", "order 1.*9 paid", "--json");
    expect(readFileSync(file, "utf8").trim()).toBe(out.trim());
    expect(out.split("\n").length).toBeGreaterThan(3_000);
  });
});

describe("a line", () => {
  inChromium("has a link that shows it among its neighbours, also after a reload", async () => {
    const page = await open("path=orders&grep=order+4321+paid");
    await page.getByRole("button", { name: "Next hit" }).click();
    await page.locator(".line.selected", { hasText: "order 4321 paid" }).waitFor();
    const link = await page.locator(".line.selected .line-time").getAttribute("href");
    const other = await site.openAs(ann, link?.slice(site.url.length) ?? "");
    await other.locator(".line.selected", { hasText: "order 4321 paid" }).waitFor();
    await line(other, "order 4318 paid").waitFor();
    await line(other, "order 4324 paid").waitFor();
    await other.reload();
    await other.locator(".line.selected", { hasText: "order 4321 paid" }).waitFor();
    await other.getByRole("button", { name: "Copy link" }).waitFor();
    expect(await seriousIn(other)).toEqual([]);
    expectQuiet(other);
  });

  inChromium("that is no longer kept is reported as missing", async () => {
    const page = await open("path=orders&line=orders%3A99999999");
    await page.getByText("The line orders:99999999 is not there").waitFor();
  });

  inChromium("is found by its time", async () => {
    const page = await open("path=orders&at=1");
    await line(page, "order 1 paid").waitFor();
    expect(await line(page, `order ${printed} paid`).count()).toBe(0);
    print("a late one\n");
    await eventually("it is recorded", async () => (await logs("orders", "-n", "1")).out.includes("late"));
    const { at } = JSON.parse((await logs("orders", "-n", "1", "--json")).out);
    await page.goto(`${site.url}/logs?path=orders&at=${Date.parse(at)}`);
    await line(page, "a late one").waitFor();
  });
});

describe("following", () => {
  inChromium("pauses when scrolled away from the end, and counts the new lines", async () => {
    const page = await open("path=orders");
    print("first news\n");
    await line(page, "first news").waitFor();
    await list(page).hover();
    await page.mouse.wheel(0, -4_000);
    await page.getByText(/^Paused at/).waitFor();
    await line(page, "first news").waitFor({ state: "detached" });
    print("second news\nthird news\n");
    await page.getByText("2 new lines").waitFor();
    expect(await line(page, "third news").count()).toBe(0);
    await page.getByRole("button", { name: "Follow" }).click();
    await line(page, "third news").waitFor();
    await page.locator(".follow-pill").waitFor({ state: "detached" });
  });

  inChromium("continues with the next daemon, without gaps or repeated lines", async () => {
    const page = await open("path=orders");
    print("before\n");
    await line(page, "before").waitFor();
    await site.place.killDaemon();
    await page.getByText("No contact with the daemon.").waitFor();
    print("without a daemon\n");
    await site.place.sentinel("up", "--detach", "--listen", new URL(site.url).host);
    await line(page, "without a daemon").waitFor();
    print("afterwards\n");
    await line(page, "afterwards").waitFor();
    const texts = await page.locator(".line-text").allTextContents();
    expect(texts.slice(texts.indexOf("before"))).toEqual(["before", "without a daemon", "afterwards"]);
  });
});

describe("several children", () => {
  inChromium("are interleaved, with their names and changes of state", async () => {
    const page = await open("path=broken");
    await line(page, "begun").waitFor();
    const change = page.locator(".line-event", { hasText: "exit code 3" });
    await change.waitFor();
    await page.getByRole("button", { name: "States" }).click();
    await change.waitFor({ state: "detached" });
    await page.getByLabel("Add a child, by path or glob").fill("cartons");
    await page.waitForURL(/path=broken%2Ccartons|path=broken,cartons/);
    const names = page.locator(".line-path");
    await names.filter({ hasText: "cartons" }).first().waitFor();
    await searchFor(page, "begun");
    await page.locator(".line.selected", { hasText: "begun" }).waitFor();
    expect(new Set(await names.allTextContents())).toEqual(new Set(["broken", "cartons"]));
    await page.getByRole("button", { name: "Without broken" }).click();
    await line(page, "begun").waitFor({ state: "detached" });
  });

  inChromium("are shown side by side, at the same second", async () => {
    const page = await open("path=orders,cartons&view=columns");
    const [orders, cartons] = ["orders", "cartons"].map((name) =>
      page.getByRole("region", { name: `Output of ${name}` }),
    );
    await cartons?.locator(".line", { hasText: "no more tape" }).waitFor();
    await orders?.focus();
    await page.keyboard.press("Home");
    await orders?.locator(".line", { hasText: "order 1 paid" }).waitFor();
    await cartons
      ?.locator(".line", { hasText: /carton \d+ packed/ })
      .first()
      .waitFor();
    await page
      .getByText(/^Paused at/)
      .nth(1)
      .waitFor();
    expect(await seriousIn(page)).toEqual([]);
    expectQuiet(page);
  });
});
