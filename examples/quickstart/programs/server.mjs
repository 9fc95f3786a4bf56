// An HTTP server that tells the time. Shows: readiness by a line of output.
import { createServer } from "node:http";

const server = createServer((_, response) => response.end(`${new Date().toISOString()}\n`));
server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log(`listening on ${process.env.PORT}`));
process.on("SIGTERM", () => server.close(() => process.exit(0)).closeAllConnections());
