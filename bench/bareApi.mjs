// What the API is measured against (api.mjs): a server of Node, or of Hono, that answers every request with the same bytes.
import { createServer } from "node:http";
import { serve } from "@hono/node-server";
import { Hono } from "hono";

const [who = "node", size = "2"] = process.argv.slice(2);
const body = new TextEncoder().encode("x".repeat(Number(size)));
const headers = { "content-type": "application/json" };

const announce = ({ port }) => process.send?.(port);
if (who === "node") {
  const server = createServer((_, answer) => {
    answer.writeHead(200, { ...headers, "content-length": body.length });
    answer.end(body);
  }).listen(0, "127.0.0.1", () => announce(server.address()));
} else {
  const app = new Hono().get("/api/v1/children", (context) => context.body(body, 200, headers));
  serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, announce);
}
