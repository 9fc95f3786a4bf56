/**
 * The maximum size of a configuration. Each limit is far above realistic files, and low enough that the worst file within
 * it is read or rejected in less than a second.
 */
export const limits = {
  /** Of one file, in bytes. */
  fileBytes: 1024 * 1024,
  /** Of a file with all its includes, in characters. */
  totalCharacters: 4 * 1024 * 1024,
  /** Files of a tree. */
  files: 256,
  /** Nesting of includes. */
  includeDepth: 16,
  /** Nesting of lists and maps. */
  yamlDepth: 64,
  /** Lexemes of a file: words, brackets, colons and spaces. */
  lexemes: 400_000,
  /** Values in a file, with its aliases expanded. */
  values: 100_000,
  /** Nesting of supervisors. */
  treeDepth: 32,
  /** Children in the tree, instances included. */
  children: 10_000,
  /** Nesting of templates. */
  templateDepth: 32,
  /** Characters of a name; paths of children become file names. */
  name: 64,
  /** Errors that are reported at once. */
  errors: 100,
} as const;
