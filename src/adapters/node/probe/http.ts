import { type ClientRequest, type IncomingMessage, request as plain } from "node:http";
import { request as encrypted } from "node:https";
import type { Check } from "../../../domain/tree/ProbeSpec.ts";
import { failure, missingPort, networkFailure, type Settle, success } from "./attempt.ts";

type HttpCheck = Extract<Check, { kind: "http" }>;

/** How much of a body is compared, in bytes. */
const bodyLimit = 65_536;

const expected = ({ status }: HttpCheck): string =>
  status.map(({ from, to }) => (from === to ? from : `${from}-${to}`)).join(", ");

const isExpected = ({ status }: HttpCheck, code: number): boolean =>
  status.some(({ from, to }) => code >= from && code <= to);

/**
 * One request on a connection of its own. Redirects are not followed. A certificate is not verified: the probe asks
 * whether a child works, which has no name of its own, and sends it nothing that is secret.
 */
export const tryHttp = (check: HttpCheck, settle: Settle): (() => void) => {
  const { scheme, host, port, path, method, headers } = check;
  if (typeof port !== "number") {
    settle(missingPort(port));
    return () => undefined;
  }
  const at = `${host}:${port}`;
  const options = {
    host,
    port,
    path,
    method,
    headers: { "user-agent": "sentinel-probe", ...headers },
    agent: false,
  };
  const request = scheme === "https" ? encrypted({ ...options, rejectUnauthorized: false }) : plain(options);
  request.once("response", (response) => judge(check, request, response, settle));
  request.once("upgrade", (response, socket) => {
    socket.destroy();
    judgeStatus(check, response, settle);
  });
  request.once("error", (error) => settle(networkFailure(error, at, host)));
  request.once("close", () => settle(failure(`${at} closed the connection without an answer`)));
  request.end();
  return () => request.destroy();
};

const judgeStatus = (check: HttpCheck, { statusCode = 0 }: IncomingMessage, settle: Settle): void => {
  if (isExpected(check, statusCode)) settle(success(`status ${statusCode}`));
  else settle(failure(`status ${statusCode}, expected ${expected(check)}`));
};

const judge = (check: HttpCheck, request: ClientRequest, response: IncomingMessage, settle: Settle): void => {
  // The rest of a body is not read: the connection is closed.
  const conclude = (): void => {
    judgeStatus(check, response, settle);
    request.destroy();
  };
  response.on("error", () => undefined);
  if (check.body === null || !isExpected(check, response.statusCode ?? 0)) conclude();
  else
    compareBody(new RegExp(check.body), response, conclude, (message) => {
      settle(failure(message));
      request.destroy();
    });
};

/** Compare the beginning of a body with a pattern, as soon as enough of it is there. */
const compareBody = (
  pattern: RegExp,
  response: IncomingMessage,
  matched: () => void,
  missed: (message: string) => void,
): void => {
  const chunks: Array<Buffer> = [];
  let size = 0;
  const compare = (): void => {
    const text = Buffer.concat(chunks).subarray(0, bodyLimit).toString("utf8");
    const part = size > bodyLimit ? `the first ${bodyLimit / 1024} KiB of the body do` : "the body does";
    if (pattern.test(text)) matched();
    else missed(`${part} not match ${pattern}`);
  };
  response.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size <= bodyLimit) return;
    response.removeAllListeners("data");
    compare();
  });
  response.once("end", compare);
  response.once("aborted", () => missed("the connection was closed before the end of the body"));
};
