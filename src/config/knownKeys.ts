import { SchemaAST } from "effect";
import { AsWritten } from "./fields.ts";
import { comingKeys } from "./language.ts";
import type { Located, LocatedMap } from "./located.ts";
import type { Report } from "./report.ts";
import { show } from "./show.ts";
import { meantKey } from "./synonyms.ts";

type AST = SchemaAST.AST;

/** The forms that a value may have in the file, by a schema. */
const forms = (ast: AST): ReadonlyArray<AST> => {
  if (SchemaAST.isUnion(ast)) return ast.types.flatMap(forms);
  if (SchemaAST.isRefinement(ast) && ast.annotations[AsWritten] === undefined) return forms(ast.from);
  if (SchemaAST.isTransformation(ast) && SchemaAST.isTypeLiteral(ast.from)) return forms(ast.from);
  return [ast];
};

/** How many unknown keys of one map are told. */
const most = 10;

const sayUnknown = (map: LocatedMap, legal: ReadonlyArray<string>, where: string, report: Report): void => {
  const unknown = [...map.entries].filter(([key]) => !legal.includes(key));
  for (const [key, { keyAt }] of unknown.slice(0, most)) {
    if (comingKeys.includes(key)) {
      report.say(
        keyAt,
        `${key} is part of the language, but not supported by this version yet`,
        "remove it for now",
      );
    } else report.say(keyAt, `unknown key ${show(key)} in ${where}`, meantKey(key, legal));
  }
  const next = unknown[most];
  if (next) report.say(next[1].keyAt, `${unknown.length - most} more unknown keys in ${where}`);
};

/** Keys that a schema does not speak of, but that are legal beside those that it does. */
interface Beside {
  readonly where: string;
  readonly keys?: ReadonlyArray<string>;
}

/**
 * A value without the keys that its schema does not know, each of which is said; and with what stands in the
 * file, character for character, where the schema wants that.
 */
export const knownKeys = (located: Located, ast: AST, beside: Beside, report: Report): Located => {
  const possible = forms(ast);
  switch (located.kind) {
    case "scalar": {
      const asWritten = possible.some(({ annotations }) => annotations[AsWritten] === true);
      return asWritten && located.written !== undefined ? { ...located, value: located.written } : located;
    }
    case "list": {
      const item = possible.find(SchemaAST.isTupleType);
      const inner = item?.rest[0]?.type ?? item?.elements[0]?.type;
      if (!inner) return located;
      return { ...located, items: located.items.map((value) => knownKeys(value, inner, beside, report)) };
    }
    case "map": {
      const structs = possible.filter(SchemaAST.isTypeLiteral);
      return structs.length > 0 ? knownEntries(located, structs, beside, report) : located;
    }
  }
};

const knownEntries = (
  map: LocatedMap,
  structs: ReadonlyArray<SchemaAST.TypeLiteral>,
  { where, keys = [] }: Beside,
  report: Report,
): LocatedMap => {
  const open = structs.flatMap(({ indexSignatures }) => indexSignatures)[0];
  const fields = new Map(
    structs
      .flatMap(({ propertySignatures }) => propertySignatures)
      .map(({ name, type }) => [String(name), type]),
  );
  const legal = [...keys, ...fields.keys()];
  if (!open) sayUnknown(map, legal, where, report);
  const entries = [...map.entries].flatMap(([name, { keyAt, value }]) => {
    const type = fields.get(name) ?? open?.type;
    if (!type) return keys.includes(name) ? [[name, { keyAt, value }] as const] : [];
    return [
      [name, { keyAt, value: knownKeys(value, type, { where: open ? where : name }, report) }] as const,
    ];
  });
  return { ...map, entries: new Map(entries) };
};
