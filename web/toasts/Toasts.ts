/** What is being done, and how it is taken back. */
export interface Toast {
  readonly id: number;
  /** What it says now, while it is under way and once it is done; the store of the page knows which. */
  readonly text: () => string;
  /** Take it back; answers with what the toast says from then on. Null: nothing does. */
  readonly undo: (() => Promise<Toast["text"]>) | null;
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
