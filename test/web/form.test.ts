import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { expectQuiet, inChromium, type Site, seriousIn, startSite } from "./browser.ts";

const tree = `# The shop, by hand.
version: 1
name: shop # its name
templates:
  sleeper: { command: sleep 1000, min_uptime: 0, env: { MODE: calm } }
children:
  # Tells its level.
  web:
    command: "sh -c 'echo level=$LEVEL; exec sleep 1000'" # in a shell
    min_uptime: 0
    env:
      # Of the log.
      LEVEL: info
      API_TOKEN: hunter2
  crew:
    # Together.
    strategy: one_for_all
    children:
      idle: { use: sleeper }
`;
const mira = { name: "mira", role: "admin" } as const;
const vic = { name: "vic", role: "viewer" } as const;
const otto = { name: "otto", role: "operator" } as const;

let site: Site;
beforeAll(async () => {
  site = await startSite(tree);
});
afterAll(() => site.leave());

const fileText = (): string => readFileSync(join(site.place.folder, "sentinel.yaml"), "utf8");

const openForm = async (path: string, options = {}): Promise<Page> => {
  const page = await site.openAs(mira, `/config?form=${encodeURIComponent(path)}`, options);
  await page.locator("form.child-form").waitFor();
  return page;
};

/** Apply what is planned, in two presses. */
const apply = async (page: Page): Promise<void> => {
  const form = page.locator(".apply-form");
  await form.getByRole("button", { name: "Apply", exact: true }).click();
  await form.getByRole("button", { name: /^Apply: / }).click();
  await page.getByText(/^Applied: /).waitFor();
};

const textOfDraft = async (page: Page): Promise<string> => {
  await page.locator(".config-head").getByText("Text", { exact: true }).click();
  const content = page.locator(".cm-content");
  await content.waitFor();
  const lines: ReadonlyArray<string> = await content.locator(".cm-line").allInnerTexts();
  return lines.join("\n");
};

describe("the form of a child", () => {
  inChromium(
    "changes a variable; after plan and apply the child runs with it, and the file keeps its comments",
    async () => {
      const page = await openForm("web");
      await page.getByLabel("Value of LEVEL").fill("debug");
      await page.getByText("Changed: env.").waitFor();
      await apply(page);
      expect(fileText()).toBe(tree.replace("LEVEL: info", "LEVEL: debug"));
      await page.goto(`${site.url}/logs?path=web`);
      await page.getByText("level=debug").first().waitFor();
      expectQuiet(page);
    },
  );

  inChromium("adds a child under a supervisor, which runs after the apply", async () => {
    const page = await site.openAs(mira, "/children/crew");
    await page.getByRole("link", { name: "Add child" }).click();
    const form = page.getByRole("form", { name: "New child" });
    expect(await form.getByLabel("Under").inputValue()).toBe("crew");
    await form.getByRole("button", { name: "Add to the draft" }).click();
    await form.getByText("it needs a name").waitFor();
    expect(await page.evaluate("document.activeElement.labels[0].textContent")).toBe("Name");
    await form.getByLabel("Name").fill("idle");
    await form.getByText("there is a idle already").waitFor();
    await form.getByLabel("Name").fill("fresh");
    await form.getByLabel("Command", { exact: true }).fill("sleep 1001");
    await form.getByRole("button", { name: "Add to the draft" }).click();
    await page.getByText("New in this draft.").waitFor();
    await page.getByText("Readiness", { exact: true }).first().click();
    await page.getByLabel("Stays alive for").fill("0");
    await apply(page);
    expect(fileText()).toContain(
      "      idle: { use: sleeper }\n      fresh:\n        command: sleep 1001\n        ready: { min_uptime: 0 }\n",
    );
    await page.goto(`${site.url}/children/${encodeURIComponent("crew/fresh")}`);
    await page.getByText("running").first().waitFor();
    expectQuiet(page);
  });

  inChromium("says what is wrong beside the field and at the top, and keeps what was typed", async () => {
    const page = await openForm("web");
    await page.getByText("How it is stopped").first().click();
    const timeout = page.locator("input[id$='stop/timeout']");
    await timeout.fill("90");
    const error = page.getByText("expected a duration with its unit").first();
    await error.waitFor();
    expect(await timeout.getAttribute("aria-invalid")).toBe("true");
    const described = (await timeout.getAttribute("aria-describedby")) ?? "";
    expect(
      await page.evaluate(`document.getElementById(${JSON.stringify(described.split(" ")[0])}).textContent`),
    ).toMatch(/^expected a duration/);
    await timeout.fill("90s");
    await page.getByText("1 minute 30 seconds").waitFor();
    await error.waitFor({ state: "detached" });
    await timeout.fill("nonsense");
    await page.locator(".form-flaws").getByRole("button").click();
    expect(await page.evaluate("document.activeElement.value")).toBe("nonsense");
    await page.getByRole("button", { name: /^Back to/ }).click();
    await page.getByText("As it was.").waitFor();
    expectQuiet(page);
  });

  inChromium(
    "masks the values of variables named like secrets, and says what comes from a template",
    async () => {
      const page = await openForm("web");
      const token = page.getByLabel("Value of API_TOKEN", { exact: true });
      const security = () =>
        token.evaluate((field) => getComputedStyle(field).getPropertyValue("-webkit-text-security"));
      expect(await security()).toBe("disc");
      await page.getByRole("button", { name: "Show the value of API_TOKEN" }).click();
      expect(await security()).toBe("none");
      await page.goto(`${site.url}/config?form=crew%2Fidle`);
      await page.locator("summary").getByText("env from template sleeper").click();
      await page.locator(".form-entry.inherited").getByText("MODE").waitFor();
      await page.getByText("From template sleeper: sleep 1000").waitFor();
      expect(await page.getByLabel("Command", { exact: true }).getAttribute("placeholder")).toBe(
        "sleep 1000",
      );
    },
  );

  inChromium("can be used by keyboard alone to edit variables and lists", async () => {
    const page = await openForm("crew/idle");
    await page.locator("summary").filter({ hasText: "Environment" }).press("Enter");
    await page.getByRole("button", { name: "+ Add a variable" }).press("Enter");
    await page.keyboard.type("ONE");
    await page.keyboard.press("Enter");
    await page.keyboard.type("1");
    await page.keyboard.press("Enter");
    await page.keyboard.type("TWO");
    await page.keyboard.press("Tab");
    await page.getByText("What its exits mean").first().click();
    await page.getByLabel("Success codes, 1").click();
    await page.keyboard.type("0");
    await page.keyboard.press("Enter");
    await page.keyboard.type("75");
    await page.keyboard.press("Alt+ArrowUp");
    const text = await textOfDraft(page);
    expect(text).toContain('idle: { use: sleeper, env: { ONE: 1, TWO: "" }, success_codes: [ 75, 0 ] }');
  });

  inChromium("undoes its last edit, and renames and removes a child in the draft", async () => {
    const page = await openForm("crew/idle");
    await page.getByLabel("Name", { exact: true }).fill("calm");
    await page.getByRole("button", { name: "Rename" }).click();
    await page.waitForURL(/form=crew%2Fcalm/);
    await page.getByText("As it was.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.waitForURL(/form=crew%2Fidle/);
    await page.getByRole("button", { name: "Remove from the draft" }).click();
    await page.getByText("crew/idle is not in this text.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByLabel("Name", { exact: true }).waitFor();
    expectQuiet(page);
  });

  inChromium("writes nothing if there is a newer revision", async () => {
    const page = await openForm("web");
    await page.getByLabel("Value of LEVEL").fill("warn");
    await page.locator(".apply-form").waitFor();
    const before = fileText();
    // Before the other apply: as soon as the page knows of that, the button is gone.
    await page.locator(".apply-form").getByRole("button").click();
    await site.place.sentinel("add", "extra", "--", "sleep", "1002");
    await page.getByText("Nothing was applied, and your text is kept.").waitFor();
    expect(fileText()).toBe(before);
    expect(await page.getByLabel("Value of LEVEL").inputValue()).toBe("warn");
  });

  inChromium("is for admins: others have no links to it", async () => {
    for (const user of [vic, otto]) {
      const page = await site.openAs(user, "/children/crew");
      await page.locator("h1").waitFor();
      expect(await page.getByRole("link", { name: /^(Add child|Edit)$/ }).count()).toBe(0);
    }
  });

  for (const colorScheme of ["light", "dark"] as const)
    inChromium(`has no serious flaw of accessibility in the ${colorScheme} theme`, async () => {
      for (const path of ["web", "crew", "/", "new&under=crew"]) {
        const page = await site.openAs(mira, `/config?form=${path}`, { colorScheme });
        await page.locator("form.child-form").waitFor();
        await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
        expect({ path, found: await seriousIn(page) }).toEqual({ path, found: [] });
        expect({ path, h1: await page.locator("h1").count() }).toEqual({ path, h1: 1 });
        expectQuiet(page);
        await page.context().close();
      }
    });

  inChromium("is no wider than a phone", async () => {
    const page = await openForm("web", { viewport: { width: 390, height: 844 } });
    await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
  });
});
