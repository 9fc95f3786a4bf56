/** The used part of JSON Schema (draft 7), as in `schema/sentinel.schema.json`. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string | ReadonlyArray<string>;
  readonly enum?: ReadonlyArray<unknown>;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: ReadonlyArray<Schema>;
}

/** A key that is allowed at a position. */
export interface KnownKey {
  readonly name: string;
  readonly description: string;
  /** Its value can only be a block map. */
  readonly isMap: boolean;
}

/** Looks up a schema by the keys of a position. */
export class Language {
  readonly #root: Schema;

  constructor(root: Schema) {
    this.#root = root;
  }

  /** The keys allowed in the map at a path. */
  keysAt(path: ReadonlyArray<string>): ReadonlyArray<KnownKey> {
    const found = new Map<string, KnownKey>();
    for (const { properties = {} } of this.#at(path))
      for (const [name, schema] of Object.entries(properties))
        if (!found.has(name))
          found.set(name, {
            ...{ name, description: this.#descriptionOf(schema) },
            isMap: this.#alternatives(schema).every(({ type }) => type === "object"),
          });
    return [...found.values()];
  }

  /** The words allowed as the value at a path. */
  valuesAt(path: ReadonlyArray<string>): ReadonlyArray<string> {
    const words = this.#at(path).flatMap((schema) => [
      ...(schema.enum ?? []),
      ...(schema.type === "boolean" ? [true, false] : []),
    ]);
    return [...new Set(words.map(String))];
  }

  /** The description of the value at a path; null: unknown. */
  describe(path: ReadonlyArray<string>): string | null {
    const key = path.at(-1);
    if (key === undefined) return null;
    const known = this.keysAt(path.slice(0, -1)).find(({ name }) => name === key);
    return known === undefined || known.description === "" ? null : known.description;
  }

  #descriptionOf(schema: Schema): string {
    return schema.description ?? this.#alternatives(schema).find((one) => one.description)?.description ?? "";
  }

  #alternatives(schema: Schema): ReadonlyArray<Schema> {
    if (schema.$ref !== undefined) {
      const named = this.#root.$defs?.[schema.$ref.replace(/^.*\//, "")];
      return named === undefined ? [] : this.#alternatives(named);
    }
    return schema.anyOf === undefined ? [schema] : schema.anyOf.flatMap((one) => this.#alternatives(one));
  }

  #at(path: ReadonlyArray<string>): ReadonlyArray<Schema> {
    return path.reduce<ReadonlyArray<Schema>>(
      (schemas, key) =>
        schemas.flatMap((schema) => {
          const { properties = {}, additionalProperties, items } = schema;
          if (items !== undefined) return this.#inside(this.#alternatives(items), key);
          const next = properties[key] ?? additionalProperties;
          return typeof next === "object" ? this.#alternatives(next) : [];
        }),
      this.#alternatives(this.#root),
    );
  }

  /** Items of a list add no key to the path: a key belongs to the map that the item is. */
  #inside(items: ReadonlyArray<Schema>, key: string): ReadonlyArray<Schema> {
    return items.flatMap(({ properties = {} }) => {
      const next = properties[key];
      return next === undefined ? [] : this.#alternatives(next);
    });
  }
}
