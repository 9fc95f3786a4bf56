/** The part of JSON Schema that the schema of sentinel.yaml uses, and `errorMessage`, an extension of editors. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | ReadonlyArray<string>;
  readonly anyOf?: ReadonlyArray<JsonSchema>;
  readonly enum?: ReadonlyArray<unknown>;
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly required?: ReadonlyArray<string>;
  readonly title?: string;
  readonly description?: string;
  readonly examples?: ReadonlyArray<string>;
  readonly errorMessage?: string;
}
