import type { Listener } from "../caller.ts";
import { sha256 } from "../sha256.ts";

/** How long an answer can be repeated, in ms, and how many of one sender are kept. */
const keptFor = 24 * 3_600_000;
const keptAnswers = 1_000;

/** RFC 8941 strings have no others, and no client needs a longer key. */
const legalKey = /^[\x21-\x7e]{1,255}$/;

export const isLegalKey = (key: string): boolean => legalKey.test(key);

/** An answer that can be sent again. */
interface StoredAnswer {
  readonly status: number;
  readonly headers: ReadonlyArray<[string, string]>;
  readonly body: string;
}

interface Entry {
  /** Method, path and body, hashed. */
  readonly request: string;
  readonly at: number;
  /** Null: the request was not carried out, so it may be tried again. */
  readonly answer: Promise<StoredAnswer | null>;
}

const storedAnswer = async (response: Response): Promise<StoredAnswer> => ({
  status: response.status,
  headers: [...response.headers],
  body: await response.text(),
});

const responseOf = ({ status, headers, body }: StoredAnswer, more: Readonly<Record<string, string>>) =>
  new Response(body, { status, headers: [...headers, ...Object.entries(more)] });

/** A write with an `Idempotency-Key`. */
export interface KeyedRequest {
  /** Whose key it is, and with which rights: what was answered to others is nothing to those of today. */
  readonly sender: string;
  readonly key: string;
  readonly request: string;
  /** In ms since 1970. */
  readonly now: number;
}

/** The answers of one listener to writes with an `Idempotency-Key`. */
class IdempotentAnswers {
  /** By sender and key, so that no caller can evict the answers of another. */
  readonly #entries = new Map<string, Map<string, Entry>>();

  /**
   * Carries out a request once: the same request with the same key gets the same answer, also while the first one is being
   * carried out. "reused": the key belongs to another request. Answers of 500 and more are not kept.
   */
  async answer(
    { sender, key, request, now }: KeyedRequest,
    carryOut: () => Promise<Response>,
  ): Promise<Response | "reused"> {
    const hash = await sha256(request);
    const entries = this.#of(sender);
    const known = entries.get(key);
    if (known !== undefined && now - known.at < keptFor) {
      if (known.request !== hash) return "reused";
      const stored = await known.answer;
      if (stored !== null) return responseOf(stored, { "idempotent-replayed": "true" });
    }
    const answer = carryOut().then(storedAnswer);
    const kept = answer.then(
      (stored) => (stored.status < 500 ? stored : null),
      () => null,
    );
    keep(entries, key, { request: hash, at: now, answer: kept });
    if ((await kept) === null) entries.delete(key);
    return responseOf(await answer, {});
  }

  #of(sender: string): Map<string, Entry> {
    const entries = this.#entries.get(sender) ?? new Map<string, Entry>();
    this.#entries.set(sender, entries);
    return entries;
  }
}

const keep = (entries: Map<string, Entry>, key: string, entry: Entry): void => {
  // The newest is last.
  entries.delete(key);
  entries.set(key, entry);
  for (const [oldest] of entries) {
    if (entries.size <= keptAnswers) return;
    entries.delete(oldest);
  }
};

const answersOf = new WeakMap<Listener, IdempotentAnswers>();

/** Those of a listener; made on first use. */
export const idempotentAnswers = (listener: Listener): IdempotentAnswers => {
  const known = answersOf.get(listener) ?? new IdempotentAnswers();
  answersOf.set(listener, known);
  return known;
};
