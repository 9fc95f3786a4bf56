import { keepPreviousData, useQuery } from "@tanstack/react-query";
import {
  type ConfigFile,
  configFileQuery,
  newestRevisionQuery,
  revisionTextQuery,
} from "../../api/config.ts";
import { useWho } from "../../shell/useWho.ts";

/** The text that a draft begins with and is compared to. */
export interface Reference {
  readonly text: string;
  /** Of the file; null: it is the text of the running tree. */
  readonly hash: string | null;
  /** The name of the file, or `the running tree`. */
  readonly name: string;
  /** Of the file, where it is one. */
  readonly path: string | null;
  readonly environment: string | null;
  readonly includes: ReadonlyArray<string>;
  /** Why the file can't be written, or read; null: nothing is in the way. */
  readonly obstacle: string | null;
  /** That the file has changed since a revision was last made from it. */
  readonly changedSince: string | null;
  /** Whether the values of variables are withheld from the user. */
  readonly isWithheld: boolean;
}

const fileName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/**
 * For an admin the tree's file, where it can be read; otherwise the running tree, as a text with all its defaults.
 */
export const useReference = () => {
  const isAdmin = useWho().role === "admin";
  const file = useQuery({ ...configFileQuery, enabled: isAdmin });
  const hasFile = file.data !== undefined && file.data.text !== null;
  const newest = useQuery(newestRevisionQuery).data?.number;
  const running = useQuery({
    ...revisionTextQuery(newest ?? "newest"),
    placeholderData: keepPreviousData,
    enabled: newest !== undefined && (!isAdmin || (file.isSuccess && !hasFile)),
  });
  const asked = isAdmin && !file.isSuccess ? file : hasFile ? file : running;
  return { reference: referenceOf(file.data, running.data), error: asked.error, retry: asked.refetch };
};

const referenceOf = (
  file: ConfigFile | undefined,
  running: { readonly text: string; readonly withheld: boolean } | undefined,
): Reference | null => {
  const about = {
    path: file?.path ?? null,
    environment: file?.environment ?? null,
    includes: file?.includes ?? [],
    changedSince: file?.changed_since ?? null,
  };
  if (file !== undefined && file.text !== null) {
    const { text, hash, obstacle } = file;
    return { ...about, text, hash, obstacle, name: fileName(file.path), isWithheld: false };
  }
  if (running === undefined) return null;
  return {
    ...{ ...about, text: running.text, hash: null, name: "the running tree" },
    obstacle: file?.problem ?? null,
    isWithheld: running.withheld,
  };
};
