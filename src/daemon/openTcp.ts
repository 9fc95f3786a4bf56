import { createServer } from "node:http";
import { createServer as createTlsServer, type Server as TlsServer } from "node:https";
import { createAdaptorServer } from "@hono/node-server";
import { guarded, starting } from "../../api/transport/guarded.ts";
import { securityHeaders } from "../../api/transport/securityHeaders.ts";
import { prepareArrivals } from "../adapters/node/listen/arrivals.ts";
import {
  type CertificateInUse,
  type CertificateSource,
  readCertificate,
  watchCertificate,
} from "../adapters/node/listen/certificate.ts";
import { handshakeTimeout, maxConnections, serverLimits } from "../adapters/node/listen/serverLimits.ts";
import { listenOnTcp } from "../adapters/node/listen/tcp.ts";
import { admitWebSockets, LazyWebSockets } from "../adapters/node/listen/webSockets.ts";
import {
  defaultAddress,
  isEveryAddress,
  portsTried,
  printListenAddress,
  urlHost,
} from "../policy/exposure/listenAddress.ts";
import type { Exposure } from "./exposure.ts";

/** The API of a daemon over TCP. */
export interface TcpServer {
  /** For clients on this machine. */
  readonly url: string;
  /** For browsers: the URL of the reverse proxy, if there is one. */
  readonly publicUrl: string;
  /** Whether its port is neither the default one nor that of the previous daemon. */
  readonly isElsewhere: boolean;
  /** The SHA-256 fingerprint of its certificate; null without TLS. */
  readonly fingerprint: () => string | null;
  /** Answer requests from now on; until then, responses say that the daemon is starting. */
  readonly serve: (app: Parameters<typeof guarded>[0]) => void;
  readonly close: (tellRest?: () => Promise<void>) => Promise<void>;
}

/** The exposure of a daemon, its home, and how it reports problems later. */
interface Opening {
  readonly home: string;
  readonly exposure: Exposure;
  /** The URL of the previous daemon, whose port this one takes over if it can. */
  readonly formerUrl: string | null;
  readonly complain: (what: string) => void;
}

/** How long the previous daemon may take to close its port, in ms. */
const releaseTimeout = 2_000;

const portOf = (url: string | null): number | null => {
  const port = /^https?:\/\/.*:(\d+)$/.exec(url ?? "")?.[1];
  return port === undefined ? null : Number(port);
};

/** The ports to try, in order: first the one that clients know. */
const portsFor = ({ isChosen, address }: Exposure, former: number | null): ReadonlyArray<number> => {
  const isAnyPort = address.port === 0;
  if (isChosen && !isAnyPort) return [address.port];
  const known = former === null ? [] : [former];
  if (isAnyPort) return [...known, 0];
  const from = defaultAddress.port;
  return [...known, ...Array.from({ length: portsTried }, (_, index) => from + index)];
};

const secureOptions = ({ cert, key }: CertificateInUse) => ({ cert, key });

const makeServer = (certificate: CertificateInUse | null, fetch: (request: Request) => unknown) =>
  certificate === null
    ? createAdaptorServer({
        ...{ fetch, createServer, serverOptions: serverLimits },
        websocket: { server: new LazyWebSockets() },
      })
    : createAdaptorServer({
        ...{ fetch, websocket: { server: new LazyWebSockets() } },
        createServer: createTlsServer,
        serverOptions: { ...serverLimits, handshakeTimeout, ...secureOptions(certificate) },
      });

const refusal = ({ isChosen, address }: Exposure, why: string): string =>
  isChosen
    ? `the daemon can't listen on ${printListenAddress(address)}: ${why}; choose another address with --listen or in settings.yaml, or none`
    : `no port from ${defaultAddress.port} to ${defaultAddress.port + portsTried - 1} can be had on ${address.host}: ${why}`;

/** Listen on TCP without answering requests yet; or return why that is impossible. */
export const openTcp = async ({
  home,
  exposure,
  formerUrl,
  complain,
}: Opening): Promise<TcpServer | string> => {
  const { address, tls, publicUrl, hosts, trustedProxies } = exposure;
  const proxyUrl = publicUrl === null ? null : new URL(publicUrl);
  const names = {
    listens: address.host,
    hosts: [...hosts, ...(proxyUrl === null ? [] : [proxyUrl.hostname])],
  };
  const read = (source: CertificateSource) => readCertificate(home, source, [...names.hosts, address.host]);
  const certificate = tls === null ? null : read(tls);
  if (typeof certificate === "string") return `TLS is impossible: ${certificate}`;

  let answer: (request: Request, env?: unknown) => unknown = starting;
  const server = makeServer(certificate, (request, env?: unknown) => answer(request, env));
  prepareArrivals(server as Parameters<typeof prepareArrivals>[0], {
    basePath: proxyUrl?.pathname.replace(/\/$/, "") ?? "",
    trustedProxies,
    answerHeaders: securityHeaders,
  });
  admitWebSockets(server as Parameters<typeof admitWebSockets>[0]);
  const former = portOf(formerUrl);
  const listening = await listenOnTcp(server as Parameters<typeof listenOnTcp>[0], {
    host: address.host,
    ports: portsFor(exposure, former),
    patience: former === null ? 0 : releaseTimeout,
    most: maxConnections(),
  });
  if (typeof listening === "string") return refusal(exposure, listening);

  let fingerprint = certificate?.fingerprint ?? null;
  const watch =
    certificate === null || tls === null
      ? null
      : watchCertificate(
          certificate,
          () => read(tls),
          (renewed) => {
            (server as TlsServer).setSecureContext(secureOptions(renewed));
            fingerprint = renewed.fingerprint;
          },
          complain,
        );
  const scheme = certificate === null ? "http" : "https";
  const reachable = isEveryAddress(address.host)
    ? address.host.includes(":")
      ? "::1"
      : "127.0.0.1"
    : address.host;
  const url = `${scheme}://${urlHost(reachable)}:${listening.port}`;
  return {
    url,
    publicUrl: publicUrl ?? url,
    isElsewhere: !exposure.isChosen && ![defaultAddress.port, former].includes(listening.port),
    fingerprint: () => fingerprint,
    serve: (app) => {
      answer = guarded(app, names);
    },
    close: (tellRest) => {
      watch?.close();
      return listening.close(tellRest);
    },
  };
};
