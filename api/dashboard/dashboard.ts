import { type Context, Hono } from "hono";
import type { DashboardFile, DashboardFiles, Encoding } from "../../src/ports/home/DashboardFiles.ts";
import type { HttpRequests } from "../metrics/HttpRequests.ts";
import { mediaTypesIn } from "../request/accept.ts";
import { pages } from "./pages.ts";

/** The page loads what this daemon serves, and connects to no other host. No script or style is part of the document. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** A year: their names change with their content. */
const immutable = "public, max-age=31536000, immutable";

/** The encodings that a client takes, the smallest first. */
const acceptedBy = ({ req }: Context): ReadonlyArray<Encoding> => {
  const accepted = (req.header("accept-encoding") ?? "")
    .split(",")
    .map((one) => one.trim().toLowerCase())
    .filter((one) => !/;\s*q=0(\.0*)?$/.test(one))
    .map((one) => one.replace(/\s*;.*$/, ""));
  return (["br", "gzip"] as const).filter((encoding) => accepted.includes(encoding));
};

const answerOf = (
  { content, type, encoding }: DashboardFile,
  headers: Readonly<Record<string, string>>,
  status: 200 | 404 = 200,
): Response =>
  new Response(content, {
    status,
    headers: {
      "content-type": type,
      vary: "accept-encoding",
      ...(encoding === null ? {} : { "content-encoding": encoding }),
      ...headers,
    },
  });

const escaped = (text: string): string => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);

/** The document, with the path under which a browser finds it. */
const underPath = ({ content, ...file }: DashboardFile, basePath: string): DashboardFile => {
  const text = new TextDecoder().decode(content);
  const based = text.replace('<base href="/" />', () => `<base href="${escaped(basePath)}/" />`);
  return { ...file, content: new TextEncoder().encode(based) };
};

/** Whether a person's browser asks for a page, and not a program for an answer of the API. */
const asksForPage = ({ req }: Context): boolean =>
  ["GET", "HEAD"].includes(req.raw.method) &&
  !/^\/api(\/|$)/.test(req.path) &&
  mediaTypesIn(req.header("accept") ?? "").includes("text/html");

/**
 * The dashboard at `/`, and the API for every other path. At an address that neither of them has, a browser gets the
 * document, which says so, and a program the API's problem. `basePath`: the path under which a reverse proxy publishes the
 * daemon; empty without one.
 */
export const withDashboard = (
  api: Hono,
  files: DashboardFiles,
  { basePath, requests }: { readonly basePath: string; readonly requests: HttpRequests },
): Hono => {
  const toApi = ({ req, env }: Context): Response | Promise<Response> => api.fetch(req.raw, env);
  const document = async (status: 200 | 404): Promise<Response | null> => {
    const found = await files.find("index.html", []);
    return found && answerOf(underPath(found, basePath), { "content-security-policy": pagePolicy }, status);
  };
  const page = async (context: Context): Promise<Response> => (await document(200)) ?? toApi(context);
  const asset = async (context: Context): Promise<Response> => {
    const found = await files.find(context.req.path.slice(1), acceptedBy(context));
    return found === null ? toApi(context) : answerOf(found, { "cache-control": immutable });
  };
  const elsewhere = async (context: Context): Promise<Response> => {
    const answer = await toApi(context);
    if (answer.status !== 404 || !asksForPage(context)) return answer;
    return (await document(404)) ?? answer;
  };
  const app = new Hono().notFound(elsewhere);
  for (const path of pages) app.get(path, requests.counting("GET", path, page));
  return app.get("/assets/*", requests.counting("GET", "/assets/*", asset));
};
