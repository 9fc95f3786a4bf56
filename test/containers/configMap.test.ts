import { mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { eventually, makePlace, type Place } from "../e2e/sentinel.ts";

let place: Place;
beforeEach(() => {
  place = makePlace("");
});
afterEach(() => place.leave());

/** Write the tree as the kubelet writes a ConfigMap: into a new folder, to which the link ..data is then moved. */
const writeConfigMap = (version: string, names: ReadonlyArray<string>): void => {
  const children = names.map((name) => `  ${name}: { command: sleep 1000, min_uptime: 50ms }\n`).join("");
  mkdirSync(join(place.folder, "etc", version), { recursive: true });
  writeFileSync(join(place.folder, "etc", version, "sentinel.yaml"), `name: shop\nchildren:\n${children}`);
  symlinkSync(version, join(place.folder, "etc/..data_tmp"));
  renameSync(join(place.folder, "etc/..data_tmp"), join(place.folder, "etc/..data"));
};

it("`daemon --watch` applies a ConfigMap when the kubelet replaces it", async () => {
  writeConfigMap("..1", ["web"]);
  symlinkSync("..data/sentinel.yaml", join(place.folder, "etc/sentinel.yaml"));
  place.stay("daemon", "--watch", "-f", join(place.folder, "etc/sentinel.yaml"));
  const paths = async () => (await place.status().catch(() => null))?.children.map(({ path }) => path).sort();
  await eventually("the first tree runs", async () => (await paths())?.join() === "web");
  writeConfigMap("..2", ["mail", "web"]);
  await eventually("the second tree runs", async () => (await paths())?.join() === "mail,web");
  expect((await place.sentinel("wait", "mail", "--for", "ready")).code).toBe(0);
});
