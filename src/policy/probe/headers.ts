import type { ProcessSpec } from "../../domain/tree/ChildSpec.ts";
import type { Check, ProbeName } from "../../domain/tree/ProbeSpec.ts";

type Headers = Readonly<Record<string, string>>;

/** The headers that a probe of a service sends; none if it sends none. */
export const headersIn = (
  { ready, probes }: Pick<ProcessSpec, "ready" | "probes">,
  name: ProbeName,
): Headers => {
  const probe = name === "startup" ? (ready.kind === "probe" ? ready.probe : undefined) : probes?.[name];
  return probe?.check.kind === "http" ? probe.check.headers : {};
};

/** A service with other values for the headers of its probes. */
export const withHeaders = <Service extends Pick<ProcessSpec, "ready" | "probes">>(
  service: Service,
  value: (name: ProbeName, header: string, value: string) => string,
): Service => {
  const changed = <Probe extends { readonly check: Check }>(name: ProbeName, probe: Probe): Probe => {
    const { check } = probe;
    if (check.kind !== "http") return probe;
    const headers = Object.entries(check.headers).map(([header, text]) => [
      header,
      value(name, header, text),
    ]);
    return { ...probe, check: { ...check, headers: Object.fromEntries(headers) } };
  };
  const { ready, probes } = service;
  return {
    ...service,
    ...(ready.kind === "probe" ? { ready: { ...ready, probe: changed("startup", ready.probe) } } : {}),
    ...(probes === undefined
      ? {}
      : {
          probes: {
            ...(probes.ready ? { ready: changed("ready", probes.ready) } : {}),
            ...(probes.live ? { live: changed("live", probes.live) } : {}),
          },
        }),
  };
};
