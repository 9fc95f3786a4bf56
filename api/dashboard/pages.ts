/**
 * The addresses of the dashboard's pages, as Hono writes them. The daemon answers each of them with the same document, and
 * the dashboard's own router (web/router.tsx) shows the page; any other address is unknown to the daemon, too.
 */
export const pages = [
  "/",
  "/tree",
  "/children/:path",
  "/logs",
  "/events",
  "/config",
  "/login",
  "/setup",
  "/reset",
] as const;
