// What `npm run screenshots` takes pictures of.
const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

/** A text that somebody has changed, as the page keeps it. */
const draft = async (page) => {
  const file = await (await page.request.get(new URL("/api/v1/config/file", page.url()).href)).json();
  const text = file.text
    .replace("./payments.sh }", "./payments.sh, env: { PSP_URL: https://psp.internal:8443 } }")
    .replace("  checkout:\n", "  checkout:\n    intensity: 8\n")
    .replace("images: { command: sleep 100000, replicas: 6", "images: { command: sleep 200000, replicas: 6");
  const kept = JSON.stringify({ text, hash: file.hash, by: "user:mira" });
  await page.evaluate((value) => sessionStorage.setItem("sentinel.draft /", value), kept);
  await page.reload();
};

/** Presses keys once there is something to act on. */
const press =
  (sign, ...keys) =>
  async (page) => {
    await page.locator(sign).first().waitFor();
    for (const key of keys) await page.keyboard.press(key);
  };

/** A moment of the past: the last time it ran. */
const past = async (page) => {
  const stay = page.locator(".history-strip .history-stay.s-running").last();
  await stay.waitFor();
  await stay.click();
};

/** Ends the contact, once the page has shown everything. */
const offline = async (page, endContact) => {
  await page.locator(".attention").first().waitFor();
  await page.locator(".feed li").first().waitFor();
  await endContact();
};

const drawn = async (page) => page.locator(".drawn-box", { hasText: "checkout" }).first().dblclick();

const more = async (page) => page.getByRole("button", { name: "More" }).click();

const payments = "/children/checkout%2Fpayments";

/** Name, address, what has to be there, and what is done before. */
const onDesktop = [
  ["overview", "/", ".attention"],
  ["tree", "/tree?at=checkout%2Fpayments", ".inspector .sentences"],
  ["map", "/tree?view=map", ".cell"],
  ["drawn", "/tree?view=drawn", ".drawn-box", drawn],
  ["child", payments, ".chart-ring"],
  ["child-past", payments, ".past-note", past],
  ["supervisor", "/children/checkout", ".chart-state.on"],
  [
    "logs",
    "/logs?path=checkout%2Fpayments,web%2Fapi&grep=invalid%20url&case=ignore",
    ".line.selected",
    press(".hit-rail button", "n"),
  ],
  ["columns", "/logs?view=columns&path=checkout%2Fpayments,web%2Fapi%231,workers%2Ftranscode", ".line"],
  ["jobs", "/jobs?job=nightly%2Fdump", ".job-table"],
  ["checks", "/checks?check=partners%2Ferp", ".check-table"],
  ["events", "/events", ".line"],
  ["machines", "/machines/service", ".chart-count"],
  ["config", "/config?child=checkout%2Fpayments", ".plan-step", draft],
  ["form", "/config?form=checkout%2Fpayments", ".child-form"],
  ["history", "/config?view=history", ".revision"],
  ["users", "/settings/users", ".settings-table"],
  ["keys", "/settings/keys", ".settings-table"],
  ["audit", "/settings/audit", ".settings-table"],
  ["appearance", "/settings/appearance", "main"],
  ["palette", payments, ".palette", press(".chart-ring", "Control+k", "p", "a", "y")],
  ["sheet", "/", "dialog[open]", press(".attention", "?")],
  ["offline", "/", ".banner", offline],
  ["login", "/login", "form"],
];
const onPhone = ["overview", "tree", "child", "logs", "jobs", "checks", "config", "users"];

const inThemes = (list, prefix, viewport) =>
  list.flatMap(([name, path, sign, prepare]) =>
    ["dark", "light"].map((theme) => ({
      name: `${prefix}${name}-${theme}`,
      path,
      sign,
      prepare,
      theme,
      viewport,
    })),
  );

export const pictures = [
  ...inThemes(onDesktop, "", desktop),
  ...inThemes(
    onDesktop.filter(([name]) => onPhone.includes(name)),
    "phone-",
    phone,
  ),
  ...inThemes([["more", "/", ".more", more]], "phone-", phone),
];
