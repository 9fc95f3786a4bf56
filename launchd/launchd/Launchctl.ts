import { ServiceError, type ServiceName } from "../ServiceManager.ts";
import { type Answer, type Meaning, meaningOf, type Verb } from "./answers.ts";
import type { Session } from "./plist.ts";
import { type PrintedJob, readDisabledLabels, readPrintedJob } from "./printed.ts";
import type { Surroundings } from "./Surroundings.ts";

/** Where a service is loaded, and how launchctl names it there. */
export interface Place {
  readonly domain: string;
  readonly target: string;
  readonly session: Session;
}

/** launchctl, with its answers understood. */
export class Launchctl {
  readonly #surroundings: Pick<Surroundings, "run" | "uid">;

  constructor(surroundings: Pick<Surroundings, "run" | "uid">) {
    this.#surroundings = surroundings;
  }

  /** Run a verb of launchctl. */
  async tell(verb: Verb, ...args: ReadonlyArray<string>): Promise<Meaning> {
    return meaningOf(verb, await this.#ask(verb, ...args));
  }

  async #ask(verb: Verb, ...args: ReadonlyArray<string>): Promise<Answer> {
    const answer = await this.#surroundings.run("launchctl", [verb, ...args]);
    if (answer === null)
      throw new ServiceError("launchctl is not on the PATH; it is /bin/launchctl on macOS: add /bin to PATH");
    return answer;
  }

  /** A loaded job; null: it isn't loaded. */
  async job(target: string): Promise<PrintedJob | null> {
    const answer = await this.#ask("print", target);
    const { kind, what, remedy } = meaningOf("print", answer);
    if (kind === "not loaded" || kind === "no domain") return null;
    if (kind !== "done") throw new ServiceError(`${what}; ${remedy}`);
    const job = readPrintedJob(answer.out);
    if (job === null)
      throw new ServiceError(
        `launchctl print ${target} has printed no state of a job; \`launchctl print ${target}\` shows what it says`,
      );
    return job;
  }

  /** Whether the user or an administrator has switched a service off. It stays so when its plist is removed. */
  async isDisabled(domain: string, label: string): Promise<boolean> {
    const { code, out } = await this.#ask("print-disabled", domain);
    return code === 0 && readDisabledLabels(out).includes(label);
  }

  /**
   * Where a service is loaded or, if it isn't, where it can be: for a user the session at the screen, else any other
   * one, such as by ssh. Throws if there is none.
   */
  async placeOf({ label, scope }: ServiceName): Promise<Place> {
    if (scope === "system") return { domain: "system", target: `system/${label}`, session: "Aqua" };
    const { uid } = this.#surroundings;
    const at = (domain: string, session: Session): Place => ({
      domain,
      session,
      target: `${domain}/${label}`,
    });
    const places = [at(`gui/${uid}`, "Aqua"), at(`user/${uid}`, "Background")];
    for (const place of places) if ((await this.job(place.target)) !== null) return place;
    for (const place of places) if ((await this.tell("print", place.domain)).kind === "done") return place;
    const { what, remedy } = await this.tell("print", `gui/${uid}`);
    throw new ServiceError(`${what}; ${remedy}`);
  }
}
