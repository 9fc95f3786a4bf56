import { Subscribers } from "./Subscribers.ts";

/** A value that several components show. */
export class Shared<Value> {
  #value: Value;
  readonly #subscribers = new Subscribers();

  constructor(value: Value) {
    this.#value = value;
  }

  get value(): Value {
    return this.#value;
  }

  set(value: Value): void {
    this.#value = value;
    this.#subscribers.tell();
  }

  readonly subscribe = this.#subscribers.subscribe;
}
