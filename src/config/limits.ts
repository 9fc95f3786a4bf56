/**
 * How large a configuration may be. Each is far above what people write and low enough that the worst file
 * within it is refused, or read, in less than a second.
 */
export const limits = {
  /** Of one file, in bytes. */
  fileBytes: 1024 * 1024,
  /** Of a file with all that it includes, in characters. */
  totalCharacters: 4 * 1024 * 1024,
  /** Files that one tree is made of. */
  files: 256,
  /** Files that include each other in a row. */
  includeDepth: 16,
  /** Lists and maps within each other. */
  yamlDepth: 64,
  /** Words, brackets, colons and spaces of a file. */
  lexemes: 400_000,
  /** Values in a file after its aliases are filled in. */
  values: 100_000,
  /** Supervisors within each other. */
  treeDepth: 32,
  /** Children in the tree, instances included. */
  children: 10_000,
  /** Templates that use each other in a row. */
  templateDepth: 32,
  /** Characters of a name: paths of children become names of files. */
  name: 64,
  /** Errors that are told at once. */
  errors: 100,
} as const;
