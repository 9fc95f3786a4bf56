import { Schema } from "effect";
import { highestPort, legalPortName } from "../../../domain/tree/ports.ts";
import { field } from "./field.ts";
import { numberIn, wholeNumbers } from "./numbers.ts";

const PortNumber = wholeNumbers(1, highestPort);

/** A host and a port; an IPv6 address is in brackets. */
export const hostAndPort = /^(?<host>\[[0-9a-fA-F:.]+\]|[^\s:/[\]]+):(?<port>\d{1,5})$/;

const isPort = (text: string | undefined): boolean => Schema.is(PortNumber)(Number(text));

/** What a connection is opened to: a port of this machine, a host with a port, or the name of a declared port. */
export const TcpTarget = field({
  title: "port, `HOST:PORT` or name of a port",
  expected: "a port, HOST:PORT, or the name of one of its ports",
  parse: (value) => {
    const number = numberIn(value);
    if (number !== null) return Schema.is(PortNumber)(number) ? number : null;
    const found = hostAndPort.exec(String(value));
    const isTarget = found ? isPort(found.groups?.port) : legalPortName.test(String(value));
    return typeof value === "string" && isTarget ? value : null;
  },
  print: (value) => value,
  target: Schema.Union(
    PortNumber,
    Schema.String.annotations({ arbitrary: () => (fc) => fc.constantFrom("db.local:5432", "[::1]:6379") }),
  ),
  json: [
    { type: "integer", minimum: 1, maximum: highestPort },
    { type: "string", minLength: 1 },
  ],
});

/** Whether a text is a URL that can be requested, or a path. */
const isUrl = (text: string): boolean => {
  if (!/^(\/|https?:\/\/)\S*$/.test(text)) return false;
  try {
    const { username, password } = new URL(text, "http://127.0.0.1");
    return username === "" && password === "";
  } catch {
    return false;
  }
};

/** A URL, or its path. */
export const Url = field({
  title: "URL or path",
  expected: "a URL such as http://127.0.0.1:3000/healthz, without a password, or a path such as /healthz",
  parse: (value) => (typeof value === "string" && isUrl(value) ? value : null),
  print: (value) => value,
  target: Schema.String.annotations({
    arbitrary: () => (fc) => fc.constantFrom("http://127.0.0.1:8080/healthz", "https://[::1]/up?full=1"),
  }),
  json: [{ type: "string", pattern: "^(/|https?://)\\S*$" }],
});

/** A range of HTTP statuses. */
export const statusRange = /^(?<from>[1-5]\d\d)(-(?<to>[1-5]\d\d))?$/;

/** A status of HTTP, or a range of them. */
export const Status = field({
  title: "status or range of statuses",
  expected: "a status such as 200, or a range such as 200-299",
  parse: (value) => {
    const { from, to = from } = statusRange.exec(String(value))?.groups ?? {};
    return from !== undefined && Number(from) <= Number(to) ? String(value) : null;
  },
  print: (value) => value,
  target: Schema.String.annotations({ arbitrary: () => (fc) => fc.constantFrom("200", "200-299", "404") }),
  json: [
    { type: "integer", minimum: 100, maximum: 599 },
    { type: "string", pattern: "^[1-5][0-9]{2}(-[1-5][0-9]{2})?$" },
  ],
});

/** A port, or `auto` for one that is chosen. */
export const Port = field({
  title: "port or `auto`",
  expected: `a port from 1 to ${highestPort}, or auto`,
  parse: (value) => {
    const number = numberIn(value);
    return value === "auto" || (number !== null && Schema.is(PortNumber)(number)) ? (number ?? "auto") : null;
  },
  print: (value) => value,
  target: Schema.Union(PortNumber, Schema.Literal("auto")),
  json: [
    { type: "integer", minimum: 1, maximum: highestPort },
    { type: "string", pattern: "^(auto|[0-9]+)$" },
  ],
});
