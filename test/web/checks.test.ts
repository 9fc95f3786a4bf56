import { afterAll, beforeAll, describe, expect } from "vitest";
import { ask } from "../../src/client/client.ts";
import { expectQuiet, inChromium, type Site, startSite } from "./browser.ts";

const tree = `
version: 1
name: shop
children:
  nightly:
    children:
      backup: { check: { cron: "0 5 * * *", timezone: Europe/Berlin, grace: 30m } }
      import: { check: { every: 1h, grace: 10m } }
`;
const mira = { name: "mira", role: "admin" } as const;
const vera = { name: "vera", role: "viewer" } as const;

let site: Site;
beforeAll(async () => {
  site = await startSite(tree);
});
afterAll(() => site.leave());

const report = (path: string, body: { kind: "start" | "success" | "fail"; exit?: number; body?: string }) =>
  ask(site.place.home, "POST /checks/:path/reports", { params: { path }, body });

/** The cell with the state of a check. */
const stateOf = (path: string) => `.check-table tr:has(a:text-is("${path}")) .c-state`;

describe("the checks", () => {
  inChromium("follow the reports, and show their runs and texts", async () => {
    const page = await site.openAs(mira, "/checks");
    await page.locator(stateOf("nightly/backup")).getByText("new", { exact: true }).waitFor();
    await page.getByText("No check is late.").waitFor();
    await page.getByRole("link", { name: "nightly/backup" }).click();
    const detail = page.getByRole("complementary", { name: "The check backup" });
    await detail.getByText("No run has been reported.").waitFor();
    await report("nightly/backup", { kind: "start" });
    await page.locator(stateOf("nightly/backup")).getByText("started", { exact: true }).waitFor();
    await report("nightly/backup", { kind: "fail", exit: 3, body: "no space left" });
    await page.locator(stateOf("nightly/backup")).getByText("down", { exact: true }).waitFor();
    await page.getByText("1 down.").waitFor();
    await detail.getByText("failed, exit code 3").waitFor();
    await detail.getByText("Text, 13 B").click();
    await detail.getByText("no space left").waitFor();
    await page.keyboard.press("Escape");
    await page.waitForURL(/\/checks$/);
    expectQuiet(page);
  });

  inChromium("are paused for some time, and resumed", async () => {
    const page = await site.openAs(mira, "/checks?check=nightly%2Fimport");
    const detail = page.getByRole("complementary");
    await detail.getByRole("button", { name: "Pause…" }).click();
    await page.getByRole("button", { name: "for 8 hours" }).click();
    await page.locator(stateOf("nightly/import")).getByText("paused", { exact: true }).waitFor();
    await detail.getByText("Paused until").waitFor();
    await detail.getByRole("button", { name: "Resume" }).click();
    await page.locator(stateOf("nightly/import")).getByText("new", { exact: true }).waitFor();
    expectQuiet(page);
  });

  inChromium("get a ping address that works, shown once", async () => {
    const page = await site.openAs(mira, "/checks?check=nightly%2Fimport");
    await page.getByRole("button", { name: "Make one" }).click();
    const address = (await page.locator(".secret").textContent()) ?? "";
    expect((await fetch(address)).status).toBe(200);
    await page.locator(stateOf("nightly/import")).getByText("up", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByText(/Ping address made/).waitFor();
    expect(await page.content()).not.toContain(address);
    expectQuiet(page);
  });

  inChromium("have no commands for viewers", async () => {
    const page = await site.openAs(vera, "/checks?check=nightly%2Fbackup");
    await page.locator(".inspector .facts").waitFor();
    expect(await page.getByRole("button", { name: "Pause…" }).count()).toBe(0);
    expect(await page.getByText(/ping address/i).count()).toBe(0);
  });

  inChromium("are none in a tree without them", async () => {
    const page = await site.openAs(mira, "/checks");
    await page.route("**/api/v1/checks", (route) => route.fulfill({ json: { items: [], next: null } }));
    await page.reload();
    await page.getByText("There are no checks.").waitFor();
    await page.route("**/api/v1/checks", (route) =>
      route.fulfill({ status: 500, json: { title: "the journal can't be read" } }),
    );
    await page.reload();
    await page.getByRole("button", { name: "Try again" }).waitFor();
  });
});
