/** An answer with a status other than that of its route, or with headers of its own. */
export class Reply<Answer> {
  readonly answer: Answer;
  /** Null: that of the route. 503: the answer is that something doesn't work. */
  readonly status: 200 | 201 | 202 | 503 | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    answer: Answer,
    { status = null, headers = {} }: Partial<Pick<Reply<Answer>, "status" | "headers">>,
  ) {
    this.answer = answer;
    this.status = status;
    this.headers = headers;
  }
}

/** What a reply carries; any other answer is itself. */
export const answerIn = <Answer>(answered: Answer | Reply<Answer>): Answer =>
  answered instanceof Reply ? answered.answer : answered;
