import { execFileSync } from "node:child_process";
import axe from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, expect } from "vitest";
import { ask } from "../../src/client/client.ts";
import { makePlace, type Place } from "../e2e/sentinel.ts";
import { holderOf } from "../http/talk.ts";
import { needs } from "../support/needs.ts";

const program = "/usr/bin/chromium";

const lacking = (): string | null => {
  try {
    execFileSync(program, ["--version"], { stdio: "ignore" });
    return null;
  } catch {
    return "Chromium is not installed";
  }
};

/** `it` for tests in a browser. */
export const inChromium = needs(lacking());

let launched: Promise<Browser> | null = null;

/** The browser of this file; it ends with its tests. */
const browser = (): Promise<Browser> => {
  launched ??= chromium.launch({
    executablePath: program,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
    ],
  });
  return launched;
};

afterAll(async () => {
  await (await launched)?.close();
});

/** A daemon on real processes, with its dashboard. */
export interface Site {
  readonly place: Place;
  readonly url: string;
  /** A new window in which nobody is logged in. */
  readonly open: (path?: string, options?: WindowOptions) => Promise<Page>;
  /** The same, as this user. */
  readonly openAs: (user: User, path?: string, options?: WindowOptions) => Promise<Page>;
  /** The token of a one-time link. */
  readonly link: () => Promise<string>;
  readonly leave: () => Promise<void>;
}

interface WindowOptions {
  readonly colorScheme?: "light" | "dark";
  readonly viewport?: { readonly width: number; readonly height: number };
}

export interface User {
  readonly name: string;
  readonly role: "viewer" | "operator" | "admin";
}

export const password = "correct horse battery";

/** What a page says that it should not. */
const complaints = new WeakMap<Page, Array<string>>();

/** Nothing has been refused by the content security policy, and no script has failed. */
export const expectQuiet = (page: Page): void => expect(complaints.get(page)).toEqual([]);

/** Requests that fail are told by the browser, too: a page of nobody asks who it is. */
const isExpected = (text: string): boolean => /Failed to load resource|WebSocket connection/.test(text);

const watched = (page: Page): Page => {
  const said: Array<string> = [];
  complaints.set(page, said);
  page.on("console", (message) => {
    if (message.type() === "error" && !isExpected(message.text())) said.push(message.text());
  });
  page.on("pageerror", (error) => said.push(String(error)));
  return page;
};

/** Start a daemon with this tree. */
export const startSite = async (yaml: string): Promise<Site> => {
  const place = makePlace(yaml);
  const started = await place.sentinel("up", "--detach", "--listen", "127.0.0.1:0");
  const { url } = holderOf(place.home);
  // Some trees have children that fail, which `up` reports if they have failed by then.
  if (url === undefined) throw new Error(`no daemon has started: ${started.err}`);
  const contexts: Array<BrowserContext> = [];
  const known = new Set<string>();

  const newPage = async (options: WindowOptions): Promise<Page> => {
    const context = await (await browser()).newContext({
      viewport: { width: 1440, height: 900 },
      ...options,
    });
    // Only to notice what hangs, as vitest.config.ts has it: a busy machine takes long to render a page.
    context.setDefaultTimeout(60_000);
    contexts.push(context);
    return watched(await context.newPage());
  };

  /** Make an account with a password, by the socket of the home. */
  const register = async ({ name, role }: User): Promise<void> => {
    if (known.has(name)) return;
    known.add(name);
    await ask(place.home, "POST /users", { body: { name, role, password } });
  };

  return {
    place,
    url,
    open: async (path = "/", options = {}) => {
      const page = await newPage(options);
      await page.goto(url + path);
      return page;
    },
    openAs: async (user, path = "/", options = {}) => {
      await register(user);
      const page = await newPage(options);
      await page.context().request.post(`${url}/api/v1/session`, {
        data: { username: user.name, password },
        headers: { origin: url },
      });
      await page.goto(url + path);
      return page;
    },
    link: async () => (await ask(place.home, "POST /links")).token,
    leave: async () => {
      await Promise.all(contexts.map((context) => context.close()));
      await place.sentinel("down");
      await place.leave();
    },
  };
};

/** What axe-core finds serious or critical, as `rule: selectors`. */
export const seriousIn = async (page: Page): Promise<ReadonlyArray<string>> => {
  // As a debugger, whom the content security policy of the page does not concern.
  const session = await page.context().newCDPSession(page);
  const evaluate = (expression: string) =>
    session.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
  await evaluate(axe.source);
  const { result } = await evaluate(
    `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => id + ": " + nodes.map(({ target }) => target.join(" ")).slice(0, 4).join(", ")))`,
  );
  await session.detach();
  return result.value as ReadonlyArray<string>;
};
