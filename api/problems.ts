import { Cause, Option } from "effect";
import type { JournalError, NoSuchChild, NotPossible } from "../src/domain/Errors.ts";
import type { Problem } from "./contract.ts";

/** A request that the client got wrong. */
export class BadRequest extends Error {
  readonly _tag = "BadRequest";
  readonly code: "invalid_request" | "several_children";

  constructor(detail: string, code: BadRequest["code"] = "invalid_request") {
    super(detail);
    this.code = code;
  }
}

/** Everything a route may fail with. */
export type RouteError = NoSuchChild | NotPossible | JournalError | BadRequest;

/** An error as the client gets it. */
export const problemOf = (error: RouteError): Problem => {
  const type = "about:blank";
  const detail = error.message;
  switch (error._tag) {
    case "NoSuchChild": {
      const nearest = error.nearest === null ? {} : { nearest: error.nearest };
      return { type, title: "No such child", status: 404, detail, code: "no_such_child", ...nearest };
    }
    case "NotPossible":
      return {
        type,
        title: "Not possible",
        status: 409,
        detail,
        code: "not_possible",
        reason: error.reason,
      };
    case "JournalError":
      return { type, title: "No journal", status: 503, detail, code: "journal_unavailable" };
    case "BadRequest":
      return { type, title: "Bad request", status: 400, detail, code: error.code };
  }
};

/** Every way a route can end badly, defects included: those are ours, and say so. */
export const problemOfCause = (cause: Cause.Cause<RouteError>): Problem =>
  Option.match(Cause.failureOption(cause), {
    onSome: problemOf,
    onNone: () => ({
      type: "about:blank",
      title: "Internal error",
      status: 500,
      detail: `the daemon made a mistake: ${Cause.pretty(cause).split("\n")[0]}`,
      code: "internal",
    }),
  });
