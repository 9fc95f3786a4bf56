import type { OpenApi } from "./document.ts";

/** Who may use which route, as a Markdown table. */
export const roleTable = ({ paths }: OpenApi): string => {
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method !== "servers")
      .map(
        ([method, { summary, "x-role": role, "x-scope": scope }]) =>
          `| \`${method.toUpperCase()} ${path}\` | ${role} | ${scope === "tree" ? "part of the tree" : "whole tree"} | ${summary} |`,
      ),
  );
  return [
    "# Routes and roles",
    "",
    "Generated from `api/contract`; paths are below `/api/v1`. A role may do what those before it may: viewer, operator, admin. A principal whose scope is a part of the tree may use the routes for parts of the tree, and sees and does only what is in it.",
    "",
    "| Route | Role | Scope | What |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
};
