/** What has just been done, and how it is taken back. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  /** Take it back; answers with a sentence that says so. Null: nothing does. */
  readonly undo: (() => Promise<string>) | null;
}

/** At most so many at a time: older ones go first. */
const most = 3;

/** The notes at the edge of the page, the newest last. */
export class Toasts {
  #list: ReadonlyArray<Toast> = [];
  readonly #listeners = new Set<() => void>();
  #last = 0;

  get list(): ReadonlyArray<Toast> {
    return this.#list;
  }

  add(toast: Omit<Toast, "id">): void {
    this.#last += 1;
    this.#change([...this.#list, { ...toast, id: this.#last }].slice(-most));
  }

  remove(id: number): void {
    this.#change(this.#list.filter((toast) => toast.id !== id));
  }

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #change(list: ReadonlyArray<Toast>): void {
    this.#list = list;
    for (const listener of this.#listeners) listener();
  }
}

/** The toasts of this page. */
export const toasts = new Toasts();
