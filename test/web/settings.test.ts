import { execFileSync } from "node:child_process";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { ask } from "../../src/client/client.ts";
import { expectQuiet, inChromium, password, type Site, seriousIn, startSite } from "./browser.ts";

const tree = `
version: 1
name: shop
children:
  web:
    children:
      api: { command: sleep 1000, min_uptime: 0 }
  db: { command: sleep 1000, min_uptime: 0 }
`;
const mira = { name: "mira", role: "admin" } as const;

let site: Site;
beforeAll(async () => {
  site = await startSite(tree);
});
afterAll(() => site.leave());

const api = (path: string): string => `${site.url}/api/v1${path}`;
const row = (page: Page, name: string) => page.locator("tbody tr").filter({ hasText: name });
/** What a session is answered by a route. */
const statusOf = async (page: Page, path: string): Promise<number> =>
  (await page.context().request.get(api(path))).status();

describe("users", () => {
  inChromium("are added with a link, shown once, with which they choose a password", async () => {
    const page = await site.openAs(mira, "/settings");
    await page.waitForURL(/\/settings\/users$/);
    await page.getByLabel("Name").fill("bea");
    await page.getByRole("radio", { name: "operator" }).check({ force: true });
    await page.getByRole("radio", { name: "Parts of the tree" }).check({ force: true });
    await page.getByLabel("Path of a part").fill("web");
    await page.getByRole("button", { name: "Add user" }).click();
    const link = await page.locator(".secret").textContent();
    expect(link).toMatch(/\/reset#.{20,}$/);
    expect(await seriousIn(page)).toEqual([]);
    const token = link?.split("#")[1] ?? "";
    await row(page, "bea").getByText("no password yet").waitFor();
    expect(await row(page, "bea").textContent()).toMatch(/operator.*web.*never/);
    expect(page.url()).not.toContain(token);
    // Elsewhere, nobody is logged in.
    const other = await site.open();
    await other.goto(link ?? "");
    await other.getByLabel("New password").fill("four words beside others");
    await other.getByRole("button", { name: "Set this password" }).click();
    await other.getByRole("link", { name: "Log in" }).click();
    await other.getByLabel("Name").fill("bea");
    await other.getByLabel("Password").fill("four words beside others");
    await other.keyboard.press("Enter");
    await other.getByText("bea, operator").waitFor();
    await page.getByRole("link", { name: "Keys", exact: true }).click();
    await page.getByText("There are no API keys yet.").waitFor();
    await page.goBack();
    await row(page, "bea").waitFor();
    expect(await page.content()).not.toContain(token);
    expectQuiet(page);
    expectQuiet(other);
  });

  inChromium("lose rights after a second press, also in their open pages", async () => {
    const page = await site.openAs(mira, "/settings/users");
    const ola = await site.openAs({ name: "ola", role: "operator" }, "/children/db");
    await ola.getByRole("button", { name: "Restart" }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Change ola" }).click();
    await page.waitForURL(/user=ola/);
    const edit = page.getByRole("group", { name: "Change ola" });
    expect(await edit.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
    await edit.getByRole("radio", { name: "viewer" }).check({ force: true });
    await page.getByText("not saved yet").waitFor();
    expect(await seriousIn(page)).toEqual([]);
    await edit.getByRole("button", { name: "Save" }).click();
    await edit
      .getByRole("button", { name: "ola: viewer for everything, at once, in 1 open session?" })
      .click();
    await expect.poll(() => row(page, "ola").textContent()).toMatch(/viewer/);
    await ola.getByText("ola, viewer").waitFor();
    await expect.poll(() => ola.getByRole("button", { name: "Restart" }).count()).toBe(0);
    await edit.getByRole("button", { name: "Disable" }).click();
    await edit.getByRole("button", { name: "Disable ola, 1 session ends?" }).click();
    await row(page, "ola").getByText("disabled").waitFor();
    await ola.waitForURL(/\/login/);
    await edit.getByRole("button", { name: "Remove" }).click();
    await edit.getByRole("button", { name: "Remove ola?" }).click();
    await expect.poll(() => row(page, "ola").count()).toBe(0);
    expectQuiet(page);
  });

  inChromium(
    "always include one who manages everything: the refusal is shown beside the button",
    async () => {
      const page = await site.openAs(mira, "/settings/users?user=mira");
      const edit = page.getByRole("group", { name: "Change mira" });
      await edit.getByRole("button", { name: "Remove" }).click();
      await edit.getByRole("button", { name: /^Remove mira, \d+ sessions? ends?\?$/ }).click();
      await edit.getByRole("alert").waitFor();
      expect(await edit.getByRole("alert").textContent()).toMatch(/manage|admin/);
      expect(await row(page, "mira").count()).toBe(1);
      // Escape takes a first press back.
      await edit.getByRole("button", { name: "Disable" }).click();
      await edit.getByRole("button", { name: /^Disable mira/ }).waitFor();
      await page.keyboard.press("Escape");
      await edit.getByRole("button", { name: "Disable", exact: true }).waitFor();
    },
  );
});

describe("API keys", () => {
  inChromium("are shown once, with a command that works until they are revoked", async () => {
    const page = await site.openAs(mira, "/settings/keys");
    await page.getByLabel("Name").fill("status-page");
    await page.getByLabel("Expires").selectOption("in 7 days");
    await page.getByRole("button", { name: "Make key" }).click();
    await page.locator(".secret").first().waitFor();
    const [key, command] = await page.locator(".secret").allTextContents();
    expect(key).toMatch(/^snt_/);
    expect(await seriousIn(page)).toEqual([]);
    const curl = () =>
      execFileSync("bash", ["-c", `${command?.replace("curl", "curl -sf")}`], { encoding: "utf8" });
    expect(JSON.parse(curl()).items.length).toBeGreaterThan(0);
    expect(await row(page, "status-page").textContent()).toMatch(/viewer, everything.*in [67] d/);
    await page.getByText("1 live, 1 expires soon").waitFor();
    await page.getByRole("button", { name: "Done" }).click();
    expect(await page.content()).not.toContain(key);
    // Another expiry.
    await page.getByRole("button", { name: "Change status-page" }).click();
    const edit = page.getByRole("group", { name: "Change status-page" });
    await edit.getByLabel("Expires").selectOption("never");
    await edit.getByRole("button", { name: "Save" }).click();
    await page.getByText("1 live", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Revoke status-page" }).click();
    await page.getByRole("button", { name: "Revoke status-page, at once?" }).click();
    await page.getByText("There are no API keys yet.").waitFor();
    expect(curl).toThrow();
    expectQuiet(page);
  });

  inChromium("are sorted by expiry, and refused in place without a name", async () => {
    const page = await site.openAs(mira, "/settings/keys");
    for (const [name, expires_at] of [
      ["lasting", null],
      ["later", "2999-01-01T00:00:00Z"],
      ["sooner", "2998-01-01T00:00:00Z"],
    ] as const)
      await ask(site.place.home, "POST /keys", { body: { name, role: "viewer", expires_at } });
    await page.reload();
    await row(page, "sooner").waitFor();
    expect(await page.locator("tbody .mid").allTextContents()).toEqual(["sooner", "later", "lasting"]);
    await page.getByLabel("Name").fill("not a name");
    await page.getByRole("button", { name: "Make key" }).click();
    expect(await page.getByRole("alert").textContent()).toContain("not a valid name");
  });
});

describe("sessions and the user's account", () => {
  inChromium("mark the current session, and end all others at once", async () => {
    const eva = { name: "eva", role: "viewer" } as const;
    const other = await site.openAs(eva, "/tree");
    const page = await site.openAs(eva, "/settings/sessions");
    await page.getByText("this one").waitFor();
    expect(await page.locator("tbody tr").count()).toBe(2);
    await page.getByRole("button", { name: "End all others" }).click();
    await page.getByRole("button", { name: "End 1 other session?" }).click();
    await expect.poll(() => page.locator("tbody tr").count()).toBe(1);
    await other.waitForURL(/\/login/);
    expect(await row(page, "this one").count()).toBe(1);
  });

  inChromium("change the password, which ends all sessions but the current one", async () => {
    const ida = { name: "ida", role: "operator" } as const;
    const other = await site.openAs(ida, "/tree");
    const page = await site.openAs(ida, "/settings");
    await page.waitForURL(/\/settings\/account$/);
    await page.getByText("sees that, starts, stops, restarts, signals and scales").waitFor();
    await page.getByLabel("Current password").fill("wrong");
    await page.getByLabel("New password").fill("another four words here");
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel("Current password").fill(password);
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByText("You have a new password.").waitFor();
    expect(await page.getByLabel("New password").inputValue()).toBe("");
    await other.waitForURL(/\/login/);
    // With the new session it is live, and may act.
    await page.getByText(/^Live\b/).waitFor();
    await page.getByRole("link", { name: "Sessions", exact: true }).click();
    await page.getByText("this one").waitFor();
    expect(page.url()).toMatch(/\/settings\/sessions$/);
    await page.getByRole("button", { name: "Log out" }).click();
    await page.waitForURL(/\/login/);
    expectQuiet(page);
  });
});

describe("the audit log", () => {
  inChromium(
    "shows who did what, is filtered by the address, links to the child, and can be downloaded",
    async () => {
      const page = await site.openAs(mira, "/settings/audit");
      await page.locator("tbody tr").first().waitFor();
      await ask(site.place.home, "POST /users", { body: { name: "kim", role: "viewer" } });
      await ask(site.place.home, "POST /actions", { body: { verb: "restart", paths: ["db"], wait: true } });
      for (let n = 0; n < 120; n++)
        await ask(site.place.home, "POST /actions", { body: { verb: "start", paths: ["web"], wait: false } });
      await page.goto(`${site.url}/settings/audit?action=start`);
      await expect.poll(() => page.locator("tbody tr").count()).toBe(100);
      await page.getByRole("button", { name: "Older entries" }).scrollIntoViewIfNeeded();
      await expect.poll(() => page.locator("tbody tr").count()).toBe(120);
      await page.getByText("No older entries are kept.").waitFor();
      await page.getByLabel("Action").selectOption("create_user");
      await page.getByLabel("Who").fill("kim");
      await page.waitForURL(/who=kim/);
      await expect.poll(() => page.locator("tbody tr").count()).toBe(1);
      const saved = page.waitForEvent("download");
      await page.getByRole("button", { name: "Download" }).click();
      const download = await saved;
      expect(download.suggestedFilename()).toBe("audit.ndjson");
      const lines = readFileSync(await download.path(), "utf8")
        .trim()
        .split("\n");
      expect(lines.map((line) => JSON.parse(line))).toMatchObject([
        { action: "create_user", account: "user:kim", outcome: "done" },
      ]);
      await page.getByRole("radio", { name: "Refused" }).check({ force: true });
      await page.getByText("Nothing matches these filters.").waitFor();
      const nobody = { verb: "stop", paths: ["nobody"], wait: false } as const;
      await expect(ask(site.place.home, "POST /actions", { body: nobody })).rejects.toThrow("nobody");
      await page.goto(`${site.url}/settings/audit?action=stop&result=refused`);
      await expect.poll(() => page.locator("tbody tr").count()).toBe(1);
      expect(await page.locator("tbody tr").textContent()).toMatch(/there is no child nobody.*refused$/);
      await page.goto(`${site.url}/settings/audit?action=restart`);
      await page.getByRole("link", { name: "db", exact: true }).click();
      await page.waitForURL(/\/children\/db$/);
      expectQuiet(page);
    },
  );
});

describe("the settings of the daemon", () => {
  inChromium(
    "are written, refused where they are wrong, and never overwrite a change by somebody else",
    async () => {
      const file = join(site.place.home, "settings.yaml");
      const page = await site.openAs(mira, "/settings/daemon");
      const hosts = page.getByRole("region", { name: "hosts" });
      // Given on the command line: not to be changed here.
      expect(await page.getByRole("region", { name: "listen" }).locator("input").count()).toBe(0);
      await hosts.getByRole("textbox").fill("Not a host!");
      await hosts.getByText("unsaved").waitFor();
      await page.getByText("1 unsaved change").waitFor();
      // Who leaves is asked first.
      page.once("dialog", (dialog) => void dialog.dismiss());
      await page.getByRole("link", { name: "About", exact: true }).click();
      await page.getByText("1 unsaved change").waitFor();
      expect(page.url()).toMatch(/\/settings\/daemon$/);
      await page.getByRole("button", { name: "Save" }).click();
      await hosts.getByRole("alert").waitFor();
      expect(await seriousIn(page)).toEqual([]);
      await hosts.getByRole("textbox").fill("shop.example.com\nwww.example.com");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("Saved. It holds with the next daemon.").waitFor();
      await hosts.getByText("Takes effect with the next daemon.").waitFor();
      expect(readFileSync(file, "utf8")).toMatch(/hosts:\n\s+- shop\.example\.com\n\s+- www\.example\.com/);
      // Somebody writes the file meanwhile.
      appendFileSync(file, "allow_insecure: false\n");
      await page.getByRole("spinbutton", { name: "retention: failed_applies" }).fill("20");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText(/changed since they were read/).waitFor();
      expect(readFileSync(file, "utf8")).not.toContain("failed_applies");
      await page.getByRole("button", { name: "Read again, keep my changes" }).click();
      await page.getByText("1 unsaved change").waitFor();
      await expect.poll(() => page.getByRole("radio", { name: "No", exact: true }).isChecked()).toBe(true);
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("Saved. It holds with the next daemon.").waitFor();
      expect(readFileSync(file, "utf8")).toMatch(/allow_insecure: false\n(.*\n)*.*failed_applies: 20/);
      expectQuiet(page);
    },
  );
});

describe("a user who is no admin", () => {
  inChromium(
    "sees sessions, account, appearance and about, and is refused the rest by the daemon",
    async () => {
      const page = await site.openAs({ name: "otto", role: "operator" }, "/settings");
      await page.waitForURL(/\/settings\/account$/);
      const sections = page.getByRole("navigation", { name: "Settings" }).getByRole("link");
      expect(await sections.allTextContents()).toEqual(["Sessions", "Account", "Appearance", "About"]);
      for (const part of ["users", "keys", "audit", "daemon"]) {
        await page.goto(`${site.url}/settings/${part}`);
        await page.getByText("You may not see this.").waitFor();
      }
      for (const path of ["/users", "/keys", "/audit", "/settings"])
        expect(await statusOf(page, path)).toBe(403);
      await page.goto(`${site.url}/settings/about`);
      await page.getByText("No problems.").waitFor();
      expect(await page.content()).not.toContain(site.place.home);
      const admin = await site.openAs(mira, "/settings/about");
      await admin.getByText(site.place.home).waitFor();
      expectQuiet(page);
    },
  );
});

describe("the appearance", () => {
  inChromium("is stored in this browser, and applied before the first paint", async () => {
    const page = await site.openAs(mira, "/settings/appearance");
    const chosen = () => page.evaluate("({ ...document.documentElement.dataset })");
    await page.getByRole("radio", { name: "Comfortable" }).check({ force: true });
    await page.getByRole("radio", { name: "Reduced" }).check({ force: true });
    await page.getByRole("radiogroup", { name: "Single-letter keys" }).getByText("Off").click();
    expect(await chosen()).toEqual({ density: "comfortable", motion: "reduced" });
    expect(await page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--row')")).toBe(
      "36px",
    );
    expect(await page.evaluate("localStorage.getItem('sentinel.keys')")).toBe("off");
    await page.reload({ waitUntil: "commit" });
    await page.waitForFunction("document.documentElement.dataset.density === 'comfortable'");
    await page.getByRole("radio", { name: "UTC", exact: true }).check({ force: true });
    await page.getByRole("link", { name: "Events" }).click();
    const moment = page.locator(".line time").first();
    const at = await moment.getAttribute("datetime");
    expect(await moment.textContent()).toBe(at?.slice(11, 23));
  });
});
