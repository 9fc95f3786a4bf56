const browsers = [
  [/\bEdg\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bFirefox\//, "Firefox"],
  [/\bHeadlessChrome\/|\bChrome\//, "Chrome"],
  [/\bSafari\//, "Safari"],
] as const;

const systems = [
  [/\biPhone|\biPad/, "iOS"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
] as const;

const match = (
  agent: string,
  names: ReadonlyArray<readonly [pattern: RegExp, name: string]>,
): string | undefined => names.find(([pattern]) => pattern.test(agent))?.[1];

/** The name of a client: `Firefox on Linux`, `curl`; null: it sends none. */
export const clientName = (agent: string | null): string => {
  if (agent === null || agent === "") return "a program without a name";
  const browser = match(agent, browsers);
  if (browser === undefined) return agent.split(/[/\s]/)[0] ?? agent;
  const system = match(agent, systems);
  return system === undefined ? browser : `${browser} on ${system}`;
};
