/** A value in a file. Children are in a Map, because an object would move names that look like numbers to the front. */
export type FileValue =
  | string
  | number
  | boolean
  | null
  | ReadonlyArray<FileValue>
  | ReadonlyMap<string, FileValue>
  | FileMap;
export interface FileMap {
  readonly [key: string]: FileValue;
}
