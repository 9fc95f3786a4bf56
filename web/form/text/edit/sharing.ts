import { isAlias, visit } from "yaml";
import { CannotEdit, type Draft } from "../draft.ts";

/** Refuses to edit a node that occurs in several places: an edit would change all of them. */
export const refuseIfShared = (node: unknown, draft: Draft): void => {
  if (isShared(node, draft))
    throw new CannotEdit("This is shared with other places by an anchor: edit it as text.");
};

const isShared = (node: unknown, { document }: Draft): boolean => {
  if (isAlias(node)) return true;
  const { anchor } = node as { readonly anchor?: string };
  if (anchor === undefined) return false;
  let isUsed = false;
  visit(document, {
    Alias: (_, { source }) => {
      isUsed ||= source === anchor;
    },
  });
  return isUsed;
};

/** Whether an alias has lost its anchor. */
export const hasLooseAlias = ({ document }: Draft): boolean => {
  let isLoose = false;
  visit(document, {
    Alias: (_, alias) => {
      isLoose ||= alias.resolve(document) === undefined;
    },
  });
  return isLoose;
};
