import type { DaemonHealth } from "../../src/domain/view/DaemonStats.ts";
import type { TreeStatus } from "../../src/domain/view/Status.ts";
import type { Exposition } from "./Exposition.ts";
import type { HttpRequests } from "./HttpRequests.ts";
import { labels } from "./labels.ts";

type About = Pick<TreeStatus, "name" | "revision" | "daemon">;

/** The daemon itself: its version, its tree, its process, by the names that Prometheus' client libraries have for it. */
export const addDaemon = (out: Exposition, { name, revision, daemon }: About, health: DaemonHealth): void => {
  const gauge = (metric: string, help: string, value: number | null): void =>
    out.family({ name: metric, type: "gauge", help }).add("", value);

  const { version, started_at } = daemon;
  out
    .family({
      name: "sentinel_build_info",
      type: "info",
      help: "The version of the daemon, and of its Node.js",
    })
    .add(labels({ version, node_version: process.versions.node }), 1);
  out
    .family({ name: "sentinel_tree_info", type: "info", help: "The tree, and the revision that it is at" })
    .add(labels({ tree: name, revision }), 1);
  out
    .family({
      name: "process_cpu_seconds_total",
      type: "counter",
      help: "CPU time of the daemon, since it was started",
    })
    .add("", health.cpu_seconds ?? null);
  gauge(
    "process_start_time_seconds",
    "When the daemon was started, in seconds since the epoch",
    Date.parse(started_at) / 1000,
  );
  gauge("process_resident_memory_bytes", "Resident memory of the daemon", health.memory);
  gauge("process_open_fds", "Open file descriptors of the daemon", health.descriptors?.open ?? null);
  gauge("process_max_fds", "How many descriptors the daemon may open", health.descriptors?.limit ?? null);
  const { p50, p99, max } = health.event_loop_delay_ms;
  const late = "How late timers of the daemon's event loop were in the last ten seconds";
  gauge("nodejs_eventloop_lag_p50_seconds", `${late}, median`, p50 / 1000);
  gauge("nodejs_eventloop_lag_p99_seconds", `${late}, 99th percentile`, p99 / 1000);
  gauge("nodejs_eventloop_lag_max_seconds", `${late}, at most`, max / 1000);
  gauge("sentinel_home_disk_free_bytes", "Free space on the disk of the daemon's home", health.disk_free);
  gauge(
    "sentinel_output_unread_bytes",
    "Output of children that the daemon has not read yet",
    health.output_lag.unread_bytes,
  );
  gauge(
    "sentinel_output_oldest_unread_seconds",
    "How long the daemon has known of the oldest output that it has not read",
    health.output_lag.oldest_unread_ms / 1000,
  );
};

/** The requests to the API. */
export const addHttpRequests = (out: Exposition, requests: HttpRequests): void => {
  const total = out.family({
    name: "sentinel_http_requests_total",
    type: "counter",
    help: "Requests to the API by route and status, since the daemon was started",
  });
  const durations = out.family({
    name: "sentinel_http_request_duration_seconds",
    type: "histogram",
    help: "How long it took until answers of the API began, since the daemon was started",
  });
  for (const { method, route, byStatus, durations: took } of requests.routes) {
    if (byStatus.size === 0) continue;
    const own = labels({ method, route });
    for (const [status, count] of byStatus) total.add(`${own},code="${status}"`, count);
    durations.addHistogram(own, took);
  }
};
