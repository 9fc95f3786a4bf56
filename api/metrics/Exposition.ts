import type { Format } from "./format.ts";

/** What all series of one name have in common. */
export interface FamilyOptions {
  /** Base units; of a counter with `_total`, of an information with `_info`. */
  readonly name: string;
  /** `info`: a gauge that is always 1 and whose labels say something. */
  readonly type: "counter" | "gauge" | "histogram" | "info";
  /** In one line, without a full stop where it is one sentence. */
  readonly help: string;
}

const suffixes = { counter: "_total", info: "_info", gauge: "", histogram: "" } as const;

/** `null` leaves a series out: there is no such value now. */
type Value = number | null;

const numberText = (value: number): string => {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
};

/** What a histogram has counted: under each upper bound those above the bound before, in the order of the bounds. */
export interface Observed {
  readonly bounds: ReadonlyArray<string>;
  readonly counts: ReadonlyArray<number>;
  readonly sum: number;
}

/** The series of one name. */
export class Family {
  readonly options: FamilyOptions;
  readonly #pieces: Array<string> = [];

  constructor(options: FamilyOptions) {
    this.options = options;
  }

  /** `labels`: as they are written between the braces (`labels()`). */
  add(labels: string, value: Value): void {
    if (value !== null) this.#series("", labels, value);
  }

  /** One series for each word that a label may have, 1 for the one that it has. */
  addStates(labels: string, label: string, words: ReadonlyArray<string>, current: string): void {
    for (const word of words) this.#series("", `${labels},${label}="${word}"`, word === current ? 1 : 0);
  }

  addHistogram(labels: string, { bounds, counts, sum }: Observed): void {
    let count = 0;
    for (const [index, bound] of bounds.entries()) {
      count += counts[index] ?? 0;
      this.#series("_bucket", `${labels},le="${bound}"`, count);
    }
    this.#series("_sum", labels, sum);
    this.#series("_count", labels, count);
  }

  /** Series that are text already. */
  addText(text: string): void {
    this.#pieces.push(text);
  }

  get text(): string {
    return this.#pieces.join("");
  }

  // Pieces that are joined once cost a third of strings that are put together and copied each time.
  #series(suffix: string, labels: string, value: number): void {
    this.#pieces.push(this.options.name, suffix);
    if (labels !== "") this.#pieces.push("{", labels, "}");
    this.#pieces.push(" ", numberText(value), "\n");
  }

  /** With its description; nothing where it has no series. */
  written(format: Format): string {
    const { text } = this;
    if (text === "") return "";
    const { name, help, type } = this.options;
    const suffix = suffixes[type];
    const isOpen = format === "openmetrics";
    // OpenMetrics calls a family by what its series have in common, and knows the type `info`.
    const family = isOpen ? name.slice(0, name.length - suffix.length) : name;
    const written = isOpen || type !== "info" ? type : "gauge";
    return `# HELP ${family} ${help}\n# TYPE ${family} ${written}\n${text}`;
  }
}

/** What is measured at one moment, as text: families in alphabetical order, each with its description. */
export class Exposition {
  readonly #families: Array<Family> = [];

  family(options: FamilyOptions): Family {
    const family = new Family(options);
    this.#families.push(family);
    return family;
  }

  written(format: Format): string {
    const byName = (one: Family, other: Family): number => (one.options.name < other.options.name ? -1 : 1);
    const text = this.#families
      .sort(byName)
      .map((family) => family.written(format))
      .join("");
    return format === "openmetrics" ? `${text}# EOF\n` : text;
  }
}
