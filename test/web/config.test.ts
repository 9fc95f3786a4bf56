import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect } from "vitest";
import { ask } from "../../src/client/client.ts";
import { expectQuiet, inChromium, type Site, seriousIn, startSite } from "./browser.ts";

const tree = `version: 1
name: shop
children:
  web: { command: sleep 1000, min_uptime: 0 } # the shop window
  api:
    command: sleep 1000
    min_uptime: 0
    env:
      TOKEN: s3cret
`;
const mira = { name: "mira", role: "admin" } as const;
const otto = { name: "otto", role: "operator" } as const;
const vera = { name: "vera", role: "viewer" } as const;

let site: Site;
beforeEach(async () => {
  site = await startSite(tree);
});
afterEach(() => site.leave());

const file = (): string => join(site.place.folder, "sentinel.yaml");
const onDisk = (): string => readFileSync(file(), "utf8");
const envOf = async (path: string): Promise<string> =>
  readFileSync(`/proc/${(await site.place.pids())[path]}/environ`, "utf8");

const editor = (page: Page) => page.locator(".cm-content");
const textIn = (page: Page): Promise<string> =>
  editor(page)
    .locator(".cm-line")
    .allTextContents()
    .then((lines) => lines.join("\n"));

/** Write another text in place of the one in the editor. */
const write = async (page: Page, text: string): Promise<void> => {
  await editor(page).click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
  await expect.poll(() => textIn(page)).toBe(text);
};
const plan = (page: Page) => page.getByRole("region", { name: "Plan" });
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });

/** Apply what is planned, in two presses. */
const apply = async (page: Page): Promise<void> => {
  await button(page, "Apply").click();
  await button(page, /^Apply: /).click();
};

describe("the Config page", () => {
  inChromium("marks a mistake in its line, fixes it, plans, applies and writes the file", async () => {
    const page = await site.openAs(mira, "/config");
    await editor(page).waitFor();
    const pids = await site.place.pids();
    await write(page, tree.replace("env:", "evn:").replace("s3cret", "other"));
    await page.locator(".cm-problem-box").waitFor();
    expect(await page.locator(".cm-problem").textContent()).toBe("evn");
    expect(await page.locator(".cm-problem-box").textContent()).toContain('unknown key "evn" in a service');
    expect(await page.getByText("1 error").first().isVisible()).toBe(true);
    expect(await seriousIn(page)).toEqual([]);
    expect(await button(page, "Apply").count()).toBe(0);

    await page.keyboard.press("Control+Home");
    await page.keyboard.press("F8");
    await button(page, "Fix").click();
    await plan(page).getByText("1 restarted, 1 untouched").waitFor();
    expect(await plan(page).locator(".plan-step").textContent()).toContain("api");
    expect(await plan(page).locator(".cell").count()).toBe(1);
    await plan(page).getByRole("link", { name: "api: running, restarts" }).waitFor();
    expect(await page.locator(".difference .added").allTextContents()).toEqual(["+       TOKEN: other"]);
    expect(await page.locator(".cm-changed").count()).toBe(1);

    await page.getByLabel("Message for the history").fill("another token");
    await apply(page);
    await plan(page).getByText("Applied: 1 restarted. The file has it.").waitFor();
    expect(onDisk()).toBe(tree.replace("s3cret", "other"));
    expect(await envOf("api")).toContain("TOKEN=other");
    expect((await site.place.pids()).web).toBe(pids.web);
    await page.getByText("another token").waitFor();
    await expect.poll(() => page.locator(".cm-changed").count()).toBe(0);
    expect(await button(page, "Discard").count()).toBe(0);
    expectQuiet(page);
  });

  inChromium("completes keys with their meanings, and shows the declaration of a child", async () => {
    const page = await site.openAs(mira, "/config?child=api");
    await editor(page).waitFor();
    await expect.poll(() => page.locator(".cm-activeLine").textContent()).toBe("  api:");
    await editor(page).focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("    autost", { delay: 30 });
    await page.locator(".cm-completionInfo").waitFor();
    expect(await page.locator(".cm-tooltip-autocomplete li").allTextContents()).toContain("autostart");
    expect(await page.locator(".cm-completionInfo").textContent()).not.toBe("");
    await page.keyboard.press("Enter");
    await page.locator(".cm-tooltip-autocomplete").getByText("false").waitFor();
  });

  inChromium("keeps a draft across reloads, pages and daemons, until it is discarded", async () => {
    const page = await site.openAs(mira, "/config");
    await editor(page).waitFor();
    const draft = tree.replace("shop window", "shop door");
    await write(page, draft);
    await page.reload();
    await editor(page).waitFor();
    expect(await textIn(page)).toBe(draft);
    await page.getByRole("link", { name: "Tree" }).first().click();
    await page.getByRole("link", { name: "Config" }).first().click();
    await editor(page).waitFor();
    expect(await textIn(page)).toBe(draft);
    await plan(page).getByText("nothing to do, this is what runs").waitFor();
    await site.place.killDaemon();
    await page.getByText("No contact with the daemon.").waitFor();
    expect(await textIn(page)).toBe(draft);
    await site.place.sentinel("up", "--detach", "--listen", new URL(site.url).host);
    await page.getByText(/^Live\b/).waitFor();
    expect(await textIn(page)).toBe(draft);
    await button(page, "Discard").click();
    expect(await textIn(page)).toBe(draft);
    await button(page, "Discard the draft?").click();
    await expect.poll(() => textIn(page)).toBe(tree);
    expect(onDisk()).toBe(tree);
  });

  inChromium("hides a draft from other users who log in in the same window", async () => {
    const page = await site.openAs(mira, "/config");
    await editor(page).waitFor();
    await write(page, tree.replace("s3cret", "draft-secret"));
    const other = await site.openAs(otto);
    await page.context().clearCookies();
    await page.context().addCookies(await other.context().cookies());
    await page.reload();
    await page.getByText("otto, operator").waitFor();
    await editor(page).waitFor();
    expect(await textIn(page)).not.toContain("draft-secret");
    await expect
      .poll(() => page.evaluate(() => JSON.stringify(sessionStorage)))
      .not.toContain("draft-secret");
  });

  inChromium("loads what it could not load without contact as soon as there is contact again", async () => {
    const page = await site.openAs(mira, "/config");
    await editor(page).waitFor();
    await site.place.killDaemon();
    await page.getByText("No contact with the daemon.").waitFor();
    const history = page.getByRole("region", { name: "History" });
    // It reads them when it is opened, and gives up after some attempts.
    await page.getByRole("link", { name: "Tree" }).first().click();
    await page.getByRole("link", { name: "Config" }).first().click();
    await history.getByRole("alert").waitFor();
    await site.place.sentinel("up", "--detach", "--listen", new URL(site.url).host);
    await page
      .getByText(/^Live\b/)
      .first()
      .waitFor();
    await expect.poll(() => history.getByRole("alert").count()).toBe(0);
    await history.getByText("r1").first().waitFor();
  });

  inChromium("writes only the file if the running tree is the same", async () => {
    const page = await site.openAs(mira, "/config");
    await editor(page).waitFor();
    const draft = tree.replace("shop window", "shop door");
    await write(page, draft);
    await button(page, "Write sentinel.yaml").click();
    await button(page, "Write sentinel.yaml?").click();
    await plan(page).getByText("Nothing had to be done. The file has it.").waitFor();
    expect(onDisk()).toBe(draft);
  });

  inChromium("refuses a plan that another apply has overtaken, and keeps the text", async () => {
    const one = await site.openAs(mira, "/config");
    await editor(one).waitFor();
    await write(one, tree.replace("s3cret", "mine"));
    await plan(one).getByText("1 restarted, 1 untouched").waitFor();
    const other = await site.openAs(mira, "/config");
    await editor(other).waitFor();
    await write(other, tree.replace("sleep 1000, min_uptime", "sleep 2000, min_uptime"));
    await plan(other).getByText("1 restarted, 1 untouched").waitFor();
    await other.getByRole("checkbox").uncheck();
    await apply(other);
    await plan(other).getByText("Applied: 1 restarted. The file was not changed.").waitFor();
    expect(onDisk()).toBe(tree);

    await plan(one).getByText("mira has applied r2 meanwhile. Nothing was applied").waitFor();
    expect(await button(one, "Apply").count()).toBe(0);
    expect(await textIn(one)).toContain("TOKEN: mine");
    await button(one, "Plan again").click();
    await plan(one).getByText("2 restarted, 0 untouched").waitFor();
  });

  inChromium("does not overwrite a file that has changed meanwhile", async () => {
    const page = await site.openAs(mira, "/config");
    await editor(page).waitFor();
    await write(page, tree.replace("s3cret", "mine"));
    await button(page, "Apply").waitFor();
    const byHand = `${tree}# by hand\n`;
    writeFileSync(file(), byHand);
    await apply(page);
    await plan(page).getByText("The file has changed since this draft was begun.").waitFor();
    expect(onDisk()).toBe(byHand);
    expect(await envOf("api")).toContain("TOKEN=s3cret");
    await page.getByText("sentinel.yaml has changed since this draft was begun").waitFor();
    await button(page, "Keep the draft").click();
    await button(page, "Plan again").click();
    await apply(page);
    await plan(page).getByText("The file has it.").waitFor();
    expect(onDisk()).toBe(tree.replace("s3cret", "mine"));
  });

  inChromium("shows what a revision changed, and rolls back to one in two presses", async () => {
    await ask(site.place.home, "POST /config/apply", {
      body: { text: tree.replace("sleep 1000, min", "sleep 2000, min"), message: "longer" },
    });
    await ask(site.place.home, "POST /config/apply", {
      body: { text: tree.replace("command: sleep 1000\n", "command: absent-program\n"), message: "broken" },
    });
    const page = await site.openAs(mira, "/config?view=history");
    await page.locator(".revision").nth(2).waitFor();
    await expect
      .poll(() => page.locator(".revision").allTextContents())
      .toEqual([
        expect.stringContaining("broken"),
        expect.stringMatching(/^r2.*longer.*runs$/),
        expect.stringMatching(/^r1/),
      ]);
    await page.getByRole("region", { name: "From r1 to r2" }).getByText("sleep 1000 → sleep 2000").waitFor();
    expect(await page.locator(".difference .added").allTextContents()).toEqual([
      expect.stringContaining('command: [ sleep, "2000" ]'),
    ]);
    await page.getByRole("link", { name: /^r1/ }).click();
    await page.waitForURL(/revision=1/);
    await button(page, "Roll back to r1").click();
    const back = page.getByRole("region", { name: "Back to r1" });
    await back.getByText("sleep 2000 → sleep 1000").waitFor();
    await back.getByRole("link", { name: "web: running, restarts" }).waitFor();
    expect(await seriousIn(page)).toEqual([]);
    await button(page, "Roll back").click();
    await button(page, "Roll back: 1 restarted?").click();
    await back.getByText("Applied: 1 restarted. The file was not changed.").waitFor();
    await page.getByRole("link", { name: /^r3.*rolled back to revision 1.*runs$/ }).waitFor();
    expectQuiet(page);
  });

  inChromium("goes to the next problem with F8, inside and outside the text", async () => {
    const page = await site.openAs(mira, "/config");
    await editor(page).waitFor();
    await write(page, tree.replace("0 }", "0, uknown: 1 }").replace("env:", "evn:"));
    await page.getByText("2 errors").first().waitFor();
    await page.keyboard.press("Control+Home");
    const line = () => page.locator(".cm-activeLine").textContent();
    const seen: Array<string | null> = [];
    for (let pressed = 0; pressed < 3; pressed += 1) {
      const before = await line();
      await page.keyboard.press("F8");
      await expect.poll(line).not.toBe(before);
      seen.push(await line());
      await page.getByRole("button", { name: /Next problem/ }).focus();
    }
    expect(seen.map((text) => text?.trim().slice(0, 6))).toEqual(["web: {", "evn:", "web: {"]);
  });

  inChromium("shows the revision that an apply in the journal or the audit log links to", async () => {
    await ask(site.place.home, "POST /config/apply", {
      body: { text: tree.replace("sleep 1000, min", "sleep 2000, min"), message: "longer" },
    });
    await ask(site.place.home, "POST /revisions/:id/rollback", { params: { id: "1" } });
    const page = await site.openAs(mira, "/events");
    const events = page.getByRole("link", { name: /^(revision|apply|rollback)$/ });
    await events.nth(3).waitFor();
    await expect
      .poll(() =>
        events.evaluateAll((links) =>
          links.map((link) => `${link.textContent} ${link.getAttribute("title")}`),
        ),
      )
      .toEqual(["revision Revision 2", "apply Revision 2", "revision Revision 3", "rollback Revision 3"]);
    await page.goto(`${site.url}/settings/audit`);
    await page.getByRole("link", { name: "apply", exact: true }).click();
    await page.waitForURL(/view=history&revision=2$/);
    await page.getByRole("region", { name: "From r1 to r2" }).getByText("sleep 1000 → sleep 2000").waitFor();
    await page.goto(`${site.url}/config?view=history&revision=1&back=true`);
    await page
      .getByRole("region", { name: "Back to r1" })
      .getByText("nothing to do, this is what runs")
      .waitFor();
    expectQuiet(page);
  });

  inChromium("says that the file differs from the running tree, and applies it", async () => {
    writeFileSync(file(), tree.replace("s3cret", "later"));
    const page = await site.openAs(mira, "/config?view=drift");
    await page.getByText("The file is not what runs.").waitFor();
    await page.getByText("the file has changed since revision 1").waitFor();
    await apply(page);
    await page.getByText("Applied: 1 restarted. The file has it.").waitFor();
    expect(await envOf("api")).toContain("TOKEN=later");
  });

  inChromium("lets operators plan and viewers read; neither sees the values of variables", async () => {
    const page = await site.openAs(otto, "/config");
    const get = (path: string) => page.context().request.get(`${site.url}/api/v1${path}`);
    await editor(page).waitFor();
    await plan(page).getByText("nothing to do, this is what runs").waitFor();
    expect(await page.content()).not.toContain("s3cret");
    const { text } = await (await get("/revisions/newest/text")).json();
    expect(text).toContain("TOKEN: (withheld)");
    await editor(page).click();
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText(text.replace("(withheld)", "mine"));
    await plan(page).getByText("1 restarted, 1 untouched").waitFor();
    expect(await button(page, "Apply").count()).toBe(0);
    expect((await get("/config/file")).status()).toBe(403);

    const reader = await site.openAs(vera, "/config");
    await editor(reader).waitFor();
    expect(await editor(reader).getAttribute("contenteditable")).toBe("false");
    expect(await plan(reader).count()).toBe(0);
    expect(await reader.getByRole("radio", { name: "Drift" }).count()).toBe(0);
    await reader.goto(`${site.url}/config?view=history&revision=1`);
    await reader.getByRole("heading", { name: "r1" }).waitFor();
    expect(await reader.getByRole("button", { name: /Roll back/ }).count()).toBe(0);
    expectQuiet(reader);
  });

  inChromium("is left with Escape, then Tab; Tab alone indents", async () => {
    const page = await site.openAs(mira, "/config");
    await editor(page).click();
    const hasFocus = () => page.evaluate("document.activeElement?.classList.contains('editor') ?? false");
    await page.keyboard.press("Tab");
    expect(await hasFocus()).toBe(true);
    expect(await editor(page).getAttribute("aria-label")).toContain("Escape, then Tab leaves the editor");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    expect(await hasFocus()).toBe(false);
  });
});
