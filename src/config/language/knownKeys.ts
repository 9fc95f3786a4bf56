import { SchemaAST } from "effect";
import { replicaReference } from "../../domain/tree/replicaVariable.ts";
import type { Located, LocatedMap } from "../diagnostics/located.ts";
import type { Report } from "../diagnostics/report.ts";
import { show } from "../diagnostics/show.ts";
import { AsWritten, PerReplica } from "./fields/field.ts";
import { plannedKeys } from "./plannedKeys.ts";
import { hintForKey } from "./synonyms.ts";

type AST = SchemaAST.AST;

/** The forms that a schema allows for a value in the file. */
const forms = (ast: AST): ReadonlyArray<AST> => {
  if (SchemaAST.isUnion(ast)) return ast.types.flatMap(forms);
  if (SchemaAST.isRefinement(ast) && ast.annotations[AsWritten] === undefined) return forms(ast.from);
  if (SchemaAST.isTransformation(ast) && SchemaAST.isTypeLiteral(ast.from)) return forms(ast.from);
  return [ast];
};

/** Which map the keys belong to. */
export interface Place {
  /** In messages. */
  readonly where: string;
  /** The path of the map within a child, such as `ready`; empty for the child itself, null outside of children. */
  readonly path: string | null;
}

/** A child, or a partial one such as a template. */
export const inChild = (where: string): Place => ({ where, path: "" });

export const outsideOfChildren = (where: string): Place => ({ where, path: null });

const pathOf = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

/** `otherKeys`: allowed keys that are not in the schema. */
interface Keys extends Place {
  readonly otherKeys?: ReadonlyArray<string>;
}

const reportUnknownKeys = (
  map: LocatedMap,
  legal: ReadonlyArray<string>,
  { where, path }: Place,
  report: Report,
): void => {
  const hints = new Set<string>();
  for (const [key, { keyAt }] of map.entries) {
    if (report.isFull()) return;
    if (legal.includes(key)) continue;
    const until = path === null ? undefined : plannedKeys.get(pathOf(path, key));
    if (until !== undefined) {
      report.error(keyAt, `${key} is not supported by this version yet`, `remove it for now; ${until}`);
      continue;
    }
    const hint = hintForKey(key, legal);
    // The list of all keys is shown only once.
    const isRepeated = hint.startsWith("known here") && hints.has(hint);
    hints.add(hint);
    report.error(
      keyAt,
      `unknown key ${show(key)} in ${where}`,
      isRepeated ? "see the list of keys above" : hint,
    );
  }
};

/**
 * A value without unknown keys, which are reported, and with its original characters in the file where the schema
 * requires them.
 */
export const knownKeys = (located: Located, ast: AST, keys: Keys, report: Report): Located => {
  const possible = forms(ast);
  switch (located.kind) {
    case "scalar": {
      if (located.perReplica && !possible.some(({ annotations }) => annotations[PerReplica] === true))
        report.error(
          located.at,
          `${replicaReference} can't be used here`,
          "the instance number is available in `command` and in the values of `env`",
        );
      const asWritten = possible.some(({ annotations }) => annotations[AsWritten] === true);
      return asWritten && located.written !== undefined ? { ...located, value: located.written } : located;
    }
    case "list": {
      const item = possible.find(SchemaAST.isTupleType);
      const inner = item?.rest[0]?.type ?? item?.elements[0]?.type;
      if (!inner) return located;
      return { ...located, items: located.items.map((value) => knownKeys(value, inner, keys, report)) };
    }
    case "map": {
      const structs = possible.filter(SchemaAST.isTypeLiteral);
      return structs.length > 0 ? knownEntries(located, structs, keys, report) : located;
    }
  }
};

const knownEntries = (
  map: LocatedMap,
  structs: ReadonlyArray<SchemaAST.TypeLiteral>,
  { where, path, otherKeys = [] }: Keys,
  report: Report,
): LocatedMap => {
  const open = structs.flatMap(({ indexSignatures }) => indexSignatures)[0];
  const fields = new Map(
    structs
      .flatMap(({ propertySignatures }) => propertySignatures)
      .map(({ name, type }) => [String(name), type]),
  );
  const legal = [...otherKeys, ...fields.keys()];
  if (!open) reportUnknownKeys(map, legal, { where, path }, report);
  const entries = [...map.entries].flatMap(([name, { keyAt, value }]) => {
    const type = fields.get(name) ?? open?.type;
    if (!type) return otherKeys.includes(name) ? [[name, { keyAt, value }] as const] : [];
    const inner = { where: open ? where : name, path: path === null ? null : pathOf(path, name) };
    return [[name, { keyAt, value: knownKeys(value, type, inner, report) }] as const];
  });
  return { ...map, entries: new Map(entries) };
};
