import { Subscribers } from "./Subscribers.ts";

/** A store too large to be copied with each change. It numbers them instead. */
export abstract class Versioned {
  #version = 0;
  readonly #subscribers = new Subscribers();

  /** Changes with the content. */
  get version(): number {
    return this.#version;
  }

  readonly subscribe = this.#subscribers.subscribe;

  protected tell(): void {
    this.#version += 1;
    this.#subscribers.tell();
  }
}
