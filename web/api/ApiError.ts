/** An error in a field of a request. */
interface Mistake {
  /** Keys and indices, joined by dots. */
  readonly path: string;
  readonly message: string;
}

/** A request that the daemon has refused, or that has not reached it. */
export class ApiError extends Error {
  /** The HTTP status; null: there was no answer. */
  readonly status: number | null;
  /** The remedy, if the daemon names one. */
  readonly hint: string | null;
  readonly mistakes: ReadonlyArray<Mistake>;
  /** The type of the problem, such as `PreconditionFailed`; null without an answer. */
  readonly code: string | null;

  constructor(
    status: number | null,
    message: string,
    hint: string | null = null,
    mistakes: ReadonlyArray<Mistake> = [],
    code: string | null = null,
  ) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.hint = hint;
    this.mistakes = mistakes;
    this.code = code;
  }
}

interface Problem {
  readonly code?: unknown;
  readonly detail?: unknown;
  readonly hint?: unknown;
  readonly errors?: ReadonlyArray<{ readonly path?: unknown; readonly message?: unknown }>;
}

const textOr = <Other>(value: unknown, other: Other): string | Other =>
  typeof value === "string" && value !== "" ? value : other;

/** An answer that is no answer of a daemon, such as the page of a proxy. */
export const notUnderstood = (status: number): ApiError =>
  new ApiError(
    status,
    `the answer (status ${status}) is not one of the daemon: something between this page and the daemon, such as a proxy, may have sent it`,
    "reload the page",
  );

/** The error of an unsuccessful answer (RFC 9457). */
export const errorOf = async (response: Response): Promise<ApiError> => {
  const problem: Problem | null = await response.json().catch(() => null);
  if (problem === null) return notUnderstood(response.status);
  const mistakes = (problem.errors ?? [])
    .map(({ path, message }) => ({ path: textOr(path, ""), message: textOr(message, "") }))
    .filter(({ message }) => message !== "");
  const detail = textOr(problem.detail, `the daemon answered with status ${response.status}`);
  return new ApiError(
    response.status,
    mistakes.length === 0 ? detail : mistakes.map(({ message }) => message).join("; "),
    textOr(problem.hint, null),
    mistakes,
    textOr(problem.code, null),
  );
};

/** Whether the request needs a login. */
export const isLoggedOut = (error: unknown): boolean => error instanceof ApiError && error.status === 401;

/** Whether the daemon has not been reached, or something before it answered in its place. */
export const isUnanswered = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === null || error.status >= 500);

/** The errors that the language itself throws, such as when an answer lacks what the page reads in it. */
const ofLanguage = [TypeError, SyntaxError, RangeError, ReferenceError];

/** The message for people. Those of the language are for the browser's console. */
export const messageOf = (error: unknown): string => {
  if (ofLanguage.some((kind) => error instanceof kind))
    return "this page does not understand what the daemon answered: the daemon may have another version since the page was loaded. Reload the page";
  return error instanceof Error && error.message !== "" ? error.message : "something went wrong in this page";
};
