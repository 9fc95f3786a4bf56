// What `npm run screenshots` takes pictures of.
const desktop = { width: 1440, height: 900 };
const tablet = { width: 820, height: 1180 };
const phone = { width: 390, height: 844 };

/** A text that somebody has changed, as the page keeps it. */
const draft = async (page) => {
  const file = await (await page.request.get(new URL("/api/v1/config/file", page.url()).href)).json();
  const text = file.text
    .replace("./payments.sh }", "./payments.sh, env: { PSP_URL: https://psp.internal:8443 } }")
    .replace("  checkout:\n", "  checkout:\n    intensity: 8\n")
    .replace("images: { command: sleep 100000, replicas: 6", "images: { command: sleep 200000, replicas: 6");
  const kept = JSON.stringify({ text, hash: file.hash });
  await page.evaluate((value) => sessionStorage.setItem("sentinel.draft /", value), kept);
  await page.reload();
};

const press =
  (...keys) =>
  async (page) => {
    await page.locator(".app").waitFor();
    for (const key of keys) await page.keyboard.press(key);
  };

const palette = async (page) => {
  await page.locator(".chart-ring").first().waitFor();
  await page.keyboard.press("Control+k");
  await page.locator(".palette input").pressSequentially("pay");
};

/** Goes from the present to the state before. */
const past = async (page) => {
  await page.locator(".chart-ring").first().waitFor();
  await page.keyboard.press("[");
  await page.keyboard.press("[");
};

const offline = async (page) => {
  await page.locator(".attention").first().waitFor();
  await page.context().setOffline(true);
};

const payments = "/children/checkout%2Fpayments";

/** Name, address, what has to be there, and what is done before. */
const onDesktop = [
  ["overview", "/", ".attention"],
  ["tree", "/tree?at=checkout%2Fpayments", ".inspector .sentences"],
  ["map", "/tree?view=map", ".cell"],
  ["drawn", "/tree?view=drawn&root=checkout", ".drawn"],
  ["child", payments, ".chart-ring"],
  ["child-past", payments, ".chart-state.on", past],
  ["supervisor", "/children/checkout", ".chart-state.on"],
  ["logs", "/logs?path=checkout%2Fpayments,web%2Fapi&grep=invalid%20url&case=ignore", ".line"],
  ["columns", "/logs?view=columns&path=checkout%2Fpayments,web%2Fapi%231,workers%2Ftranscode", ".line"],
  ["events", "/events", ".line"],
  ["machines", "/machines/service", ".chart-count"],
  ["config", "/config?child=checkout%2Fpayments", ".plan-step", draft],
  ["form", "/config?form=checkout%2Fpayments", ".form"],
  ["history", "/config?view=history", ".revision"],
  ["users", "/settings/users", ".settings-table"],
  ["keys", "/settings/keys", ".settings-table"],
  ["audit", "/settings/audit", ".settings-table"],
  ["appearance", "/settings/appearance", "main"],
  ["palette", payments, ".palette", palette],
  ["sheet", "/", "dialog", press("?")],
  ["offline", "/", ".banner", offline],
  ["login", "/login", "form"],
];
const onTablet = ["overview", "tree", "child", "logs", "config", "keys"];
const onPhone = ["overview", "tree", "child", "logs", "users"];

const of = (names) => onDesktop.filter(([name]) => names.includes(name));
const themes = ["dark", "light"];
const inThemes = (list, prefix, viewport) =>
  list.flatMap(([name, path, sign, prepare]) =>
    themes.map((theme) => ({ name: `${prefix}${name}-${theme}`, path, sign, prepare, theme, viewport })),
  );

export const pictures = [
  ...inThemes(onDesktop, "", desktop),
  ...inThemes(of(onTablet), "tablet-", tablet),
  ...inThemes(of(onPhone), "phone-", phone),
];
