import { readFileSync } from "node:fs";
import { request } from "node:http";
import { request as tlsRequest } from "node:https";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import type { PeerCertificate, TLSSocket } from "node:tls";

/** What a request was answered with. */
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>;
  readonly text: string;
  /** The certificate of the other side, over TLS. */
  readonly certificate: PeerCertificate | null;
}

interface Options {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The certificate that is trusted, in PEM. */
  readonly ca?: string;
}

/** A request to a URL, by a connection of its own. */
export const ask = (url: string, { method = "GET", headers = {}, body, ca }: Options = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const send = url.startsWith("https:") ? tlsRequest : request;
    const sent = send(url, { method, headers, agent: false, ...(ca === undefined ? {} : { ca }) });
    sent.on("error", reject).on("response", async (response) => {
      const socket = response.socket as Partial<TLSSocket>;
      const certificate = socket.getPeerCertificate?.() ?? null;
      let text = "";
      for await (const chunk of response.setEncoding("utf8")) text += chunk;
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text, certificate });
    });
    sent.end(body);
  });

/** A connection on which anything can be sent, and what has come back until its end. */
export const connection = (url: string): { readonly socket: Socket; readonly ended: Promise<string> } => {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  const ended = new Promise<string>((resolve) => {
    let text = "";
    socket.setEncoding("latin1").on("data", (chunk) => {
      text += chunk;
    });
    // A reset is an end, too.
    socket.on("error", () => undefined).on("close", () => resolve(text));
  });
  return { socket, ended };
};

/** Send exactly these characters; what comes back until the other side closes. */
export const sendRaw = (url: string, text: string): Promise<string> => {
  const { socket, ended } = connection(url);
  socket.write(text, "latin1");
  return ended;
};

/** The record of the daemon of a home. */
export const holderOf = (
  home: string,
): { readonly pid: number; readonly socket: string; readonly url?: string } =>
  JSON.parse(readFileSync(join(home, "daemon.json"), "utf8"));

interface OwnersAnswer {
  readonly status: number;
  // The tests say what they expect of it.
  // biome-ignore lint/suspicious/noExplicitAny: a JSON document of any kind
  readonly body: any;
}

/** A request of the owner of a home, by its socket. */
export const askOwner = (
  socketPath: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<OwnersAnswer> =>
  new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json" };
    const sent = request({ socketPath, method, path: `/api/v1${path}`, headers });
    sent.on("error", reject).on("response", async (response) => {
      let text = "";
      for await (const chunk of response.setEncoding("utf8")) text += chunk;
      resolve({ status: response.statusCode ?? 0, body: text === "" ? null : JSON.parse(text) });
    });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
