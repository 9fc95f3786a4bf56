const encoder = new TextEncoder();

/** A message to clients. It is encoded once, however many there are. */
export class Frame {
  readonly text: string;
  /** `EPOCH:SEQ` for one with which a client is up to that change; null for any other. */
  readonly place: string | null;
  #bytes: Uint8Array | null = null;
  #event: Uint8Array | null = null;

  constructor(content: unknown, place: string | null = null) {
    this.text = typeof content === "string" ? content : JSON.stringify(content);
    this.place = place;
  }

  /** As a WebSocket sends it. */
  get bytes(): Uint8Array {
    this.#bytes ??= encoder.encode(this.text);
    return this.#bytes;
  }

  /** As a server-sent event. */
  get event(): Uint8Array {
    const id = this.place === null ? "" : `id: ${this.place}\n`;
    this.#event ??= encoder.encode(`${id}data: ${this.text}\n\n`);
    return this.#event;
  }
}
