import { existsSync } from "node:fs";
import { runDirectory } from "../../src/adapters/node/layout/runDirectories.ts";
import type { Life } from "../process/death/notes.ts";
import { wrongInDirectory } from "../process/death/wrongs.ts";

/** What the directories of the runs say, looked at again and again, because they are removed some time after the end. */
export class Directories {
  readonly #home: string;
  readonly #wrongs = new Set<string>();
  readonly #done = new Set<string>();

  constructor(home: string) {
    this.#home = home;
  }

  look(lives: ReadonlyArray<Life>): void {
    for (const life of lives) {
      const name = `${life.path} ${life.run}`;
      if (this.#done.has(name)) continue;
      for (const wrong of wrongInDirectory(this.#home, life)) this.#wrongs.add(wrong);
      if (life.end || !existsSync(runDirectory(this.#home, life))) this.#done.add(name);
    }
  }

  get wrongs(): ReadonlyArray<string> {
    return [...this.#wrongs];
  }
}
