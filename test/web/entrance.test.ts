import { afterAll, beforeAll, describe, expect } from "vitest";
import { expectQuiet, inChromium, password, type Site, startSite } from "./browser.ts";

const ann = { name: "ann", role: "operator" } as const;

let site: Site;
beforeAll(async () => {
  site = await startSite(
    "version: 1\nname: shop\nchildren:\n  web: { command: sleep 1000, min_uptime: 0 }\n",
  );
});
afterAll(() => site.leave());

describe("the pages outside a session", () => {
  inChromium("make the first admin from a one-time link, and remove its token from the address", async () => {
    const page = await site.open(`/setup#${await site.link()}`);
    await page.getByLabel("Name").fill("mira");
    expect(page.url()).toBe(`${site.url}/setup`);
    await page.getByLabel("New password").fill("short");
    await page.getByRole("button", { name: "Create admin" }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").textContent()).toContain("12");
    await page.getByLabel("New password").fill(password);
    await page.keyboard.press("Enter");
    await page.getByText("mira, admin").waitFor();
    await page.getByText("All 1 run.").waitFor();
    expectQuiet(page);
  });

  inChromium("say that a link works only once", async () => {
    const page = await site.open("/setup#used-before");
    await page.getByLabel("Name").fill("eve");
    await page.getByLabel("New password").fill(password);
    await page.keyboard.press("Enter");
    expect(await page.getByRole("alert").textContent()).toMatch(/link/);
    await page.goto(`${site.url}/setup`);
    await page.getByText("This page is opened by a one-time link").waitFor();
  });

  inChromium("log in, lead to the requested page, and log out", async () => {
    await site.openAs(ann);
    const page = await site.open("/logs?path=web");
    await page.waitForURL(/\/login\?to=/);
    await page.getByLabel("Name").fill("ann");
    await page.getByLabel("Password").fill("wrong password");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    await page.getByLabel("Password").fill(password);
    await page.keyboard.press("Enter");
    await page.waitForURL(`${site.url}/logs?path=web`);
    await page.getByRole("heading", { name: "Logs" }).waitFor();
    await page.getByRole("button", { name: "Log out" }).click();
    await page.waitForURL(/\/login$/);
    await page.goto(`${site.url}/tree`);
    await page.waitForURL(/\/login\?to=/);
    expectQuiet(page);
  });

  inChromium("never lead to another site, whatever the address of the login page says", async () => {
    const page = await site.open(`/login?to=${encodeURIComponent("//evil.example/")}`);
    await page.getByLabel("Name").fill("ann");
    await page.getByLabel("Password").fill(password);
    await page.keyboard.press("Enter");
    await page.waitForURL(`${site.url}/`);
  });

  inChromium("are shown when the session ends while a page is open", async () => {
    const page = await site.openAs(ann);
    await page.getByText("All 1 run.").waitFor();
    const context = page.context();
    const { csrf } = await (await context.request.get(`${site.url}/api/v1/session`)).json();
    await context.request.delete(`${site.url}/api/v1/session`, { headers: { "x-csrf-token": csrf } });
    await page.waitForURL(/\/login/);
  });
});
