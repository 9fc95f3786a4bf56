/** What `sentinel backup` and `sentinel restore` do to homes. */
export { backUp } from "./backup/backUp.ts";
export { restore } from "./backup/restore.ts";
