import { daemon } from "./shared.ts";
import type { AnswerExamples, AnswerOf } from "./types.ts";

const listen = {
  key: "listen",
  description: "Where to listen",
  in_force: "127.0.0.1:7368",
  source: "default",
  written: "127.0.0.1:7400",
  line: 1,
  takes_effect: "next daemon",
  pending: true,
} as const;

const settings = {
  file: "settings.yaml",
  tag: "5f3ac1",
  settings: [listen],
  restart_needed: true,
  mistakes: [],
};

/** What the routes of the daemon and its settings answer. */
export const daemonExamples = {
  daemon: { ...daemon, health: { memory: 62_000_000, ailments: [] } } as AnswerOf<"daemon">,
  daemons: {
    host: "forge-01",
    items: [
      {
        ...{ name: "shop", home: "/home/ann/.sentinel/shop", url: null },
        ...{ state: "running", own: true },
      },
      {
        ...{ name: "blog", home: "/home/ann/.sentinel/blog", url: null },
        ...{ state: "stopped", own: false },
      },
    ],
  },
  shutdown: { leaving: true },
  settings,
  changeSettings: { ...settings, changed: ["listen"] },
} satisfies AnswerExamples;
