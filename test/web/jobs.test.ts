import { afterAll, beforeAll, describe, expect } from "vitest";
import { ask } from "../../src/client/client.ts";
import { expectQuiet, inChromium, type Site, seriousIn, startSite } from "./browser.ts";

const tree = `
version: 1
name: shop
children:
  jobs:
    children:
      report:
        command: "sh -c 'echo report of $DAY for $TARGET'"
        schedule: { cron: "0 3 1 1 *", timezone: Europe/Berlin }
        parameters: { DAY: today, TARGET: null }
      clocks: { command: "true", schedule: { cron: "30 2 * * *", timezone: Europe/Berlin } }
      often: { command: "true", schedule: { every: 2s } }
  db: { command: sleep 1000, min_uptime: 0 }
  api: { command: sleep 1000, min_uptime: 0, after: { db: ready } }
`;
const mira = { name: "mira", role: "admin" } as const;
const vera = { name: "vera", role: "viewer" } as const;

let site: Site;
beforeAll(async () => {
  site = await startSite(tree);
});
afterAll(() => site.leave());

const rowOf = (path: string) => `.job-table tr:has(a:text-is("${path}"))`;

describe("the jobs", () => {
  inChromium("have a lane each, which follows what runs", async () => {
    const page = await site.openAs(mira, "/jobs");
    await page.locator(`${rowOf("jobs/clocks")} .lane`).waitFor();
    await page
      .locator(`${rowOf("jobs/often")} .l-ran`)
      .first()
      .waitFor({ state: "attached" });
    await page.getByRole("link", { name: "The day before" }).click();
    await page.waitForURL(/day=/);
    await page.getByRole("link", { name: "The day after" }).click();
    await page.waitForURL(/\/jobs$/);
    expect(await seriousIn(page)).toEqual([]);
    expectQuiet(page);
  });

  inChromium("are shown for a week, which is part of the address", async () => {
    const page = await site.openAs(mira, "/jobs");
    await page.getByRole("radio", { name: "Week" }).check({ force: true });
    await page.waitForURL(/period=week/);
    await page.locator(".lane-axis.week b").waitFor();
    expect(await page.locator(".lane-axis.week > *").count()).toBe(7);
    await page.getByRole("link", { name: "The week before" }).click();
    await page.locator(".lane-axis.week b").waitFor({ state: "detached" });
    expect(await seriousIn(page)).toEqual([]);
    expectQuiet(page);
  });

  inChromium("are cells of the map, and have commands of their own on their pages", async () => {
    const page = await site.openAs(mira, "/");
    await page.locator('.cell[data-path="jobs/clocks"]').waitFor();
    expect(await page.locator('.cell[data-path*="#"]').count()).toBe(0);
    await page.locator('.cell[data-path="jobs/clocks"]').click();
    const commands = page.getByRole("group", { name: "Commands to jobs/clocks" });
    await commands.getByRole("button", { name: "Run now" }).waitFor();
    expect(await commands.getByRole("button", { name: "Restart" }).count()).toBe(0);
    expect(await seriousIn(page)).toEqual([]);
  });

  inChromium("are run by hand with their parameters, and show the output", async () => {
    const page = await site.openAs(mira, "/jobs?job=jobs%2Freport");
    await page.getByRole("button", { name: "Run now" }).click();
    const form = page.getByRole("form", { name: "Run jobs/report" });
    expect(await form.getByRole("button").isDisabled()).toBe(true);
    await form.getByLabel("TARGET").fill("s3");
    await form.getByRole("button", { name: "Run" }).click();
    await page.locator(".job-outcome").getByRole("link").click();
    await page.getByText("report of today for s3").waitFor();
    await page.getByRole("link", { name: "Close" }).click();
    await page.waitForURL(/job=jobs%2Freport$/);
    expectQuiet(page);
  });

  inChromium("are paused and resumed, and skip an instant after a second press", async () => {
    const page = await site.openAs(mira, "/jobs?job=jobs%2Fclocks");
    const detail = page.getByRole("complementary", { name: "The job clocks" });
    await detail.getByRole("button", { name: "Pause…" }).click();
    await page.getByRole("button", { name: "until it is resumed" }).click();
    await detail.getByText("Paused until it is resumed").waitFor();
    await detail.getByRole("button", { name: "Resume" }).click();
    await detail.getByText("Paused until it is resumed").waitFor({ state: "detached" });
    await detail.getByRole("button", { name: /^Skip next/ }).click();
    await detail.getByRole("button", { name: /^Skip .*\?$/ }).click();
    await detail.locator(".remark").first().waitFor();
    await page.keyboard.press("Escape");
    await page.waitForURL(/\/jobs$/);
    expectQuiet(page);
  });

  inChromium("have no commands for viewers", async () => {
    const page = await site.openAs(vera, "/jobs?job=jobs%2Freport");
    await page.locator(".inspector .facts").waitFor();
    expect(await page.getByRole("group", { name: "Commands to jobs/report" }).count()).toBe(0);
  });

  inChromium("are none in a tree without them", async () => {
    const page = await site.openAs(mira, "/events");
    await page.route("**/api/v1/jobs", (route) => route.fulfill({ json: { items: [], next: null } }));
    await page.goto(`${site.url}/jobs`);
    await page.getByText("There are no jobs.").waitFor();
  });
});

describe("dependencies", () => {
  inChromium("are shown at both ends", async () => {
    const page = await site.openAs(mira, "/children/api");
    await page.getByText("once ready").waitFor();
    await page.getByRole("list", { name: "Starts after" }).getByRole("link", { name: "db" }).click();
    await page.getByRole("list", { name: "Needed by" }).waitFor();
    expectQuiet(page);
  });
});

describe("a schedule in the form", () => {
  inChromium("shows its next instants, or what is wrong with it", async () => {
    const page = await site.openAs(mira, "/config?form=jobs%2Fclocks");
    await page.getByRole("region", { name: "Next instants of 30 2 * * *" }).waitFor();
    const { items } = await ask(site.place.home, "GET /calendar", {
      query: { cron: "30 2 * * *", timezone: "Europe/Berlin", n: 5 },
    });
    expect(await page.locator(".schedule-instants tr:not(:has(.remark))").count()).toBe(items.length);
    await page.locator("input[id$='schedule/cron']").fill("61 * * * *");
    await page.locator(".schedule-preview .form-error").waitFor();
    expectQuiet(page);
  });
});
