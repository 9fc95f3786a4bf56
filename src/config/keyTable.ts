import { type Schema, SchemaAST } from "effect";
import { DocumentFile } from "./document.ts";
import { Standard } from "./keys.ts";
import { comingKeys, ServiceFile, SupervisorFile } from "./language.ts";

type AST = SchemaAST.AST;

const titleOf = (ast: AST): string => {
  const title = ast.annotations[SchemaAST.TitleAnnotationId];
  if (SchemaAST.isUnion(ast)) return typeof title === "string" ? title : ast.types.map(titleOf).join(" or ");
  if (SchemaAST.isTupleType(ast)) return `list of ${titleOf(ast.rest[0]?.type ?? ast)}`;
  if (SchemaAST.isTypeLiteral(ast)) return ast.indexSignatures.length > 0 ? "map of names" : "map";
  return typeof title === "string" ? title : "text";
};

/** The maps of keys that a value may be. */
const mapsIn = (ast: AST): ReadonlyArray<SchemaAST.TypeLiteral> => {
  if (SchemaAST.isUnion(ast)) return ast.types.flatMap(mapsIn);
  if (!SchemaAST.isTypeLiteral(ast)) return [];
  const [open] = ast.indexSignatures;
  return open ? mapsIn(open.type) : [ast];
};

const isOpen = (ast: AST): boolean => SchemaAST.isTypeLiteral(ast) && ast.indexSignatures.length > 0;

const textOf = (value: unknown, field: string): string => {
  const text =
    typeof value === "object" && value !== null
      ? Object.entries(value).find(([name]) => name === field)?.[1]
      : "";
  return String(text ?? "").replaceAll("|", "\\|");
};

const rowsOf = (ast: AST, path: string, deep: boolean): ReadonlyArray<string> =>
  mapsIn(ast).flatMap(({ propertySignatures }) =>
    propertySignatures.flatMap(({ name, type, isOptional, annotations }) => {
      const here = `${path}${String(name)}`;
      const about = annotations[Standard];
      const standard = textOf(about, "standard");
      const row = `| \`${here}\` | ${titleOf(type)} | ${isOptional ? standard : "**required**"} | ${textOf(about, "description")} |`;
      return deep ? [row, ...rowsOf(type, `${here}.${isOpen(type) ? "NAME." : ""}`, deep)] : [row];
    }),
  );

const table = (schema: Schema.Schema.AnyNoContext, deep: boolean): string =>
  ["| Key | Type | Default | Meaning |", "| --- | --- | --- | --- |", ...rowsOf(schema.ast, "", deep)].join(
    "\n",
  );

/** All keys of the language as a page of documentation. */
export const keyTable = (): string => `# Every key of sentinel.yaml

Written by \`scripts/language.mjs\` from the schemas that files are checked with (\`src/config/language.ts\`).

## The file

${table(DocumentFile, false)}

## A service

A child with a \`command\`; \`use: NAME\` lays a template under it.

${table(ServiceFile, true)}

## A supervisor

A child with \`children\`; \`use: NAME\` lays a template under it.

${table(SupervisorFile, true)}

## Later

Refused with a message that says so: ${comingKeys.map((key) => `\`${key}\``).join(", ")}.
`;
