/**
 * The addresses of the dashboard's pages, as Hono writes them. The daemon answers each of them with the same document, and
 * the dashboard's own router (web/router.ts) shows the page; at any other address it says that there is none.
 */
export const pages = [
  "/",
  "/tree",
  "/children/:path",
  "/logs",
  "/history",
  "/events",
  "/runs",
  "/jobs",
  "/checks",
  "/settings",
  "/settings/users",
  "/settings/keys",
  "/settings/sessions",
  "/settings/audit",
  "/settings/daemon",
  "/settings/account",
  "/settings/appearance",
  "/settings/about",
  "/machines",
  "/machines/:kind",
  "/config",
  "/login",
  "/setup",
  "/reset",
] as const;
