import { ParseResult, Schema } from "effect";
import { retentionOf } from "../../domain/stored/Retention.ts";
import { parseListenAddress, printListenAddress } from "../../policy/exposure/listenAddress.ts";
import { show } from "../diagnostics/show.ts";
import { AsWritten } from "../language/fields/field.ts";

const expected = (what: string) => ({
  message: ({ actual }: ParseResult.ParseIssue) => ({
    message: `expected ${what}, found ${show(actual)}`,
    override: true,
  }),
});

const textLike = (what: string, pattern: RegExp, description?: string) =>
  Schema.String.pipe(Schema.pattern(pattern)).annotations({
    ...expected(what),
    // It takes the place of what would be derived, descriptions included.
    jsonSchema: {
      type: "string",
      pattern: pattern.source,
      ...(description === undefined ? {} : { description }),
    },
  });

const OneAddress = Schema.Struct({ host: Schema.String, port: Schema.Int });
const addressForm = "an address such as 127.0.0.1:7368 or [::1]:7368, a port, or none";

const listenMeaning = `Where to listen: ${addressForm}. Left out: 127.0.0.1, port 7368 or the next free one.`;

const Listen = Schema.transformOrFail(Schema.String, Schema.Union(OneAddress, Schema.Literal("none")), {
  strict: true,
  decode: (text, _, ast) => {
    const address = parseListenAddress(text);
    return address === null
      ? ParseResult.fail(new ParseResult.Type(ast, text))
      : ParseResult.succeed(address);
  },
  encode: (address) => ParseResult.succeed(address === "none" ? address : printListenAddress(address)),
}).annotations({
  ...expected(addressForm),
  [AsWritten]: true,
  description: listenMeaning,
  jsonSchema: {
    description: listenMeaning,
    anyOf: [{ type: "string" }, { type: "integer", minimum: 0, maximum: 65_535 }],
  },
});

const File = Schema.NonEmptyString.annotations(expected("the path of a file"));

const Tls = Schema.Union(
  Schema.Literal("self-signed").annotations(expected("self-signed, or a map with cert and key")),
  Schema.Struct({ cert: File, key: File }),
).annotations({
  description:
    "A certificate that the daemon makes for itself, or the files of one (PEM), relative to the home. They are read again when they change.",
});

const publicUrl = /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?(\/[A-Za-z0-9._~-]+)*\/?$/;

const PublicUrl = textLike(
  "a URL such as https://example.com/sentinel, in lower case",
  publicUrl,
  "The address of this daemon for its clients, where it is behind a reverse proxy.",
);

const HostName = textLike("a host name such as sentinel.example.com", /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/);

const IpAddress = textLike("an IP address", /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)$/);

/** What is too old is looked for once in so many entries. */
const fewestEntries = 1_000;
const mostEntries = 1_000_000_000;

/** What is kept no shorter than transitions. */
const kinds = ["actions", "alarms", "tree"] as const;

const entries = (description: string) =>
  Schema.optionalWith(
    Schema.Int.pipe(Schema.between(fewestEntries, mostEntries)).annotations({
      ...expected("a number of entries from 1,000 to 1,000,000,000"),
      jsonSchema: { type: "integer", minimum: fewestEntries, maximum: mostEntries, description },
    }),
    { exact: true },
  );

const mostRows = 10_000_000;

const number = (what: "runs" | "instants", description: string) =>
  Schema.optionalWith(
    Schema.Int.pipe(Schema.between(1, mostRows)).annotations({
      ...expected(`a number of ${what} from 1 to 10,000,000`),
      jsonSchema: { type: "integer", minimum: 1, maximum: mostRows, description },
    }),
    { exact: true },
  );

const retentionMeaning =
  "What is kept of the journal, of the history of runs, of the ledger of jobs, and of failed applies. Revisions are kept for ever; what has expired of sessions and links goes by itself.";

const Retention = Schema.Struct({
  transitions: entries(
    "The newest so many entries are all kept, 500,000 if nothing is said: some 140 MB. Of older ones the transitions of children that nobody has asked for are removed.",
  ),
  actions: entries(
    "How far back what people and programs have asked for is kept, the audit log: in entries of any kind. Left out: ten times as far as transitions.",
  ),
  alarms: entries("How far back alarms are kept. Left out: ten times as far as transitions."),
  tree: entries(
    "How far back changes of the tree and starts of the daemon are kept. Left out: ten times as far as transitions.",
  ),
  failed_applies: Schema.optionalWith(
    Schema.Int.pipe(Schema.positive()).annotations({
      ...expected("a number of applies, at least 1"),
      jsonSchema: {
        type: "integer",
        minimum: 1,
        description: "How many of the applies that failed are kept. Left out: all.",
      },
    }),
    { exact: true },
  ),
  runs: number("runs", "How many of the newest runs of each child are kept, 1,000 if nothing is said."),
  all_runs: number(
    "runs",
    "How many of the newest runs of all children together are kept, 100,000 if nothing is said: some 40 MB.",
  ),
  instants: number(
    "instants",
    "How many of the newest instants of each job are kept in the ledger, 10,000 if nothing is said.",
  ),
  all_instants: number(
    "instants",
    "How many of the newest instants of all jobs together are kept, 500,000 if nothing is said: some 50 MB.",
  ),
}).pipe(
  // A filter is no part of a JSON Schema, and neither are its annotations.
  Schema.annotations({ description: retentionMeaning }),
  Schema.filter((given) => {
    const { transitions, runs, all_runs, instants, all_instants, ...others } = retentionOf(given);
    const fewRuns = `expected at least as many runs as of each child (${runs}), found ${all_runs}`;
    const fewInstants = `expected at least as many instants as of each job (${instants}), found ${all_instants}`;
    return [
      ...kinds
        .filter((kind) => others[kind] < transitions)
        .map((kind) => ({
          path: [kind],
          message: `expected at least as many entries as of transitions (${transitions}), found ${others[kind]}`,
        })),
      ...(all_runs < runs ? [{ path: ["all_runs"], message: fewRuns }] : []),
      ...(all_instants < instants ? [{ path: ["all_instants"], message: fewInstants }] : []),
    ];
  }),
);

/** `settings.yaml`: the settings of a home, beside its tree. */
export const SettingsFile = Schema.Struct({
  listen: Schema.optional(Listen),
  tls: Schema.optional(Tls),
  allow_insecure: Schema.optional(
    Schema.Boolean.annotations({
      ...expected("true or false"),
      description:
        "Allow another address than loopback without TLS: passwords and keys can be read on the way.",
    }),
  ),
  public_url: Schema.optional(PublicUrl),
  hosts: Schema.optional(
    Schema.Union(HostName, Schema.Array(HostName)).annotations({
      description: "Further names by which clients address this daemon.",
    }),
  ),
  trusted_proxy: Schema.optional(
    Schema.Union(IpAddress, Schema.Array(IpAddress)).annotations({
      description: "Reverse proxies whose X-Forwarded headers are believed, by IP address.",
    }),
  ),
  retention: Schema.optional(Retention),
});

export type Settings = typeof SettingsFile.Type;
