// The API of the shop.
import { createServer } from "node:http";

const port = process.env.PORT ?? 8710;
const server = createServer((_, response) => response.end(`served by ${process.pid}\n`));
server.listen(port, "127.0.0.1", () => console.log(`listening on ${port}`));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.close(() => process.exit(0)));
