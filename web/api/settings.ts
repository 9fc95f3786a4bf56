import { queryOptions } from "@tanstack/react-query";
import type { AnswerOf } from "../../src/client/routes.ts";
import { request } from "./request.ts";

export type Settings = AnswerOf<"GET /settings">;
export type Setting = Settings["settings"][number];

/** The settings of the home: values in force, and those in the file. */
export const settingsQuery = queryOptions({
  queryKey: ["settings"],
  queryFn: ({ signal }) => request("GET /settings", { signal }),
});

/** The health of the daemon, refreshed every ten seconds. */
export const daemonQuery = queryOptions({
  queryKey: ["daemon"],
  queryFn: ({ signal }) => request("GET /daemon", { signal }),
  refetchInterval: 10_000,
});
