import { Shared } from "../store/Shared.ts";

/** The result of a command, with its undo. */
export interface Toast {
  readonly id: number;
  /** The current text, which depends on whether the command is done. */
  readonly text: () => string;
  /** Undo the command; returns the text from then on. Null: it can't be undone. */
  readonly undo: (() => Promise<Toast["text"]>) | null;
}

/** The maximal number of toasts; the oldest are removed. */
const most = 3;

/** The toasts, newest last. */
export class Toasts {
  readonly #list = new Shared<ReadonlyArray<Toast>>([]);
  #last = 0;

  get list(): ReadonlyArray<Toast> {
    return this.#list.value;
  }

  add(toast: Omit<Toast, "id">): void {
    this.#last += 1;
    this.#list.set([...this.list, { ...toast, id: this.#last }].slice(-most));
  }

  remove(id: number): void {
    this.#list.set(this.list.filter((toast) => toast.id !== id));
  }

  readonly subscribe = this.#list.subscribe;
}

/** The toasts of this page. */
export const toasts = new Toasts();
