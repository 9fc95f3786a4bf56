import type { ServiceOptions } from "../../launchd/ServiceManager.ts";

/** The service of a tree in a user's folder. */
export const serviceOptions: ServiceOptions = {
  label: "sentinel-shop",
  scope: "user",
  node: "/usr/bin/node",
  program: "/usr/lib/sentinel/sentinel.js",
  home: "/home/ada/.sentinel/shop",
  file: "/home/ada/shop/sentinel.yaml",
  env: null,
  workingDirectory: "/home/ada/shop",
  user: null,
  path: "/usr/bin:/bin",
  longestStopMs: 10_000,
  log: "",
  variables: { SENTINEL_SERVICE: "sentinel-shop" },
};

/** What a unit's syntax gives a meaning to, in words and paths. */
export const awkward: ReadonlyArray<string> = [
  "50%",
  "%h/%%n",
  "$HOME",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is systemd's.
  "${HOME}",
  "$$",
  "a$",
  "a b",
  "tab\there",
  `it's "quoted"`,
  "back\\slash\\",
  "\\x41",
  ";",
  "#",
  "-e",
  "@x",
  "",
  "line\nbreak",
  "caf\u00e9 \u4e16\u754c",
  "\u0001\u007f",
];
