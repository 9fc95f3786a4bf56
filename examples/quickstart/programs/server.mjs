// An HTTP server that tells the time. Shows: readiness by a line of output, and how a program says what it
// can't work without.
import { createServer } from "node:http";

const port = Number(process.env.PORT);
const server = createServer((_, response) => response.end(`${new Date().toISOString()}\n`));
server.on("error", ({ code, message }) => {
  const inUse = `port ${port} is in use by another program; set QUICKSTART_PORT to a free one`;
  console.error(code === "EADDRINUSE" ? inUse : message);
  process.exit(1);
});
server.listen(port, "127.0.0.1", () => console.log(`listening on http://127.0.0.1:${port}`));
process.on("SIGTERM", () => server.close(() => process.exit(0)).closeAllConnections());
