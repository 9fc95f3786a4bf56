export const page = "tree";
