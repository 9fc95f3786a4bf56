/** Something that is wrong with what was sent. */
interface Mistake {
  /** Keys and indices with dots between them. */
  readonly path: string;
  readonly message: string;
}

/** A request that the daemon has refused, or that has not reached it. */
export class ApiError extends Error {
  /** Of the answer; null: there was none. */
  readonly status: number | null;
  /** What to do about it, where the daemon says so. */
  readonly hint: string | null;
  readonly mistakes: ReadonlyArray<Mistake>;
  /** What kind of problem it is, such as `PreconditionFailed`; null without an answer. */
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

/** The error of an answer that is none of success (RFC 9457). */
export const errorOf = async (response: Response): Promise<ApiError> => {
  const problem: Problem = await response.json().catch(() => ({}));
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

/** Whether somebody has to log in before this can work. */
export const isLoggedOut = (error: unknown): boolean => error instanceof ApiError && error.status === 401;

/** Whether the daemon has not been reached, or something before it answered in its place. */
export const isUnanswered = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === null || error.status >= 500);

/** In a sentence, for people. */
export const messageOf = (error: unknown): string =>
  error instanceof Error && error.message !== "" ? error.message : "something went wrong in this page";
