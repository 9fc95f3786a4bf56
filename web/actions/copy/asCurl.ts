import { type Address, type BodyOf, type Destination, targetOf } from "../../../src/client/routes.ts";
import { baseUrl } from "../../api/baseUrl.ts";
import { quoted } from "../commandLine.ts";

/**
 * A request as a curl command with an API key from the environment (`SENTINEL_KEY`), so the copied text contains no
 * secret.
 */
export const asCurl = <A extends Address>(
  address: A,
  { body, ...destination }: Destination<A> & { readonly body?: BodyOf<A> } = {},
): string => {
  const { method, path } = targetOf(address, destination);
  return [
    "curl -sS",
    ...(method === "GET" || (method === "POST" && body !== undefined) ? [] : [`-X ${method}`]),
    '-H "authorization: Bearer $SENTINEL_KEY"',
    ...(body === undefined
      ? []
      : ["-H 'content-type: application/json'", `-d ${quoted(JSON.stringify(body))}`]),
    quoted(new URL(path.slice(1), baseUrl).href),
  ].join(" ");
};
