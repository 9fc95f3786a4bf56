import { Either, ParseResult, Schema } from "effect";
import { type LocatedMap, plain, positionOf, valueAt } from "../diagnostics/located.ts";
import type { Report } from "../diagnostics/report.ts";
import { knownKeys, type Place } from "./knownKeys.ts";

interface Issue {
  readonly path: ReadonlyArray<PropertyKey>;
  readonly message: string;
}

/** The messages of all alternative forms of a value as one. */
const joined = (messages: ReadonlyArray<string>): string => {
  const [first = ""] = messages;
  const expected = messages.map((message) => /^expected (.*?), found /s.exec(message)?.[1]);
  if (messages.length < 2 || expected.includes(undefined)) return first;
  const found = first.slice(first.lastIndexOf(", found "));
  return `expected ${[...new Set(expected)].join(", or ")}${found}`;
};

/** The issues of the form that the value has, without those of the other alternatives. */
const relevantIssues = (issues: ReadonlyArray<Issue>, map: LocatedMap): ReadonlyArray<Issue> => {
  const byPlace = new Map<string, { path: Issue["path"]; messages: Set<string> }>();
  for (const { path, message } of issues) {
    const place = path.map(String).join("\n");
    const here = byPlace.get(place) ?? { path, messages: new Set<string>() };
    here.messages.add(message);
    byPlace.set(place, here);
  }
  const places = [...byPlace.keys()];
  return [...byPlace].flatMap(([place, { path, messages }]) => {
    const deeper = places.some(
      (other) => other !== place && other.startsWith(place === "" ? "" : `${place}\n`),
    );
    if (deeper && valueAt(map, path)?.kind !== "scalar" && path.length > 0) return [];
    return [{ path, message: joined([...messages]) }];
  });
};

const sentence = ({ path, message }: Issue): string => {
  if (message === "is missing" && typeof path.at(-1) === "number")
    return `${path.slice(0, -1).join(".")}: the list is empty`;
  if (message === "is missing") return `missing "${path.join(".")}"`;
  return path.length > 0 ? `${path.join(".")}: ${message}` : message;
};

/**
 * Decodes a map with a schema and reports all errors at their positions, including unknown keys. `otherKeys` are allowed
 * and read elsewhere. Null if the map is invalid.
 */
export const decode = <A, I>(
  schema: Schema.Schema<A, I>,
  map: LocatedMap,
  place: Place,
  report: Report,
  otherKeys: ReadonlyArray<string> = [],
): A | null => {
  const known = knownKeys(map, schema.ast, { ...place, otherKeys: otherKeys }, report);
  return Either.match(Schema.decodeUnknownEither(schema, { errors: "all" })(plain(known)), {
    onRight: (value) => value,
    onLeft: (error) => {
      const issues = ParseResult.ArrayFormatter.formatErrorSync(error);
      for (const issue of relevantIssues(issues, map))
        report.error(positionOf(map, issue.path), sentence(issue));
      return null;
    },
  });
};
