import type { OpenApi } from "./document.ts";
import type { Operation } from "./operation.ts";

const escaped = (text: unknown): string =>
  String(text).replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** Text with `code` in it. */
const inline = (text: unknown): string => escaped(text).replace(/`([^`]+)`/g, "<code>$1</code>");

const paragraphs = (text: string): string =>
  text
    .split("\n\n")
    .map((part) => `<p>${inline(part)}</p>`)
    .join("");

/** Pretty-printed JSON in which references to schemas are links. */
const json = (value: unknown): string =>
  `<pre>${escaped(JSON.stringify(value, null, 2)).replace(
    /&#34;#\/components\/schemas\/(\w+)&#34;/g,
    '<a href="#schema-$1">$1</a>',
  )}</pre>`;

const folded = (title: string, content: string): string =>
  `<details><summary>${escaped(title)}</summary>${content}</details>`;

const parametersOf = ({ parameters }: Operation): string =>
  parameters.length === 0
    ? ""
    : `<table><thead><tr><th>Parameter</th><th>In</th><th>Meaning</th></tr></thead><tbody>${parameters
        .map(
          ({ name, in: place, required, description }) =>
            `<tr><td><code>${escaped(name)}</code>${required ? " *" : ""}</td><td>${escaped(place)}</td><td>${inline(description ?? "")}</td></tr>`,
        )
        .join("")}</tbody></table>`;

const operationHtml = (method: string, path: string, operation: Operation): string =>
  [
    `<section id="${escaped(operation.operationId)}">`,
    `<h3><span class="method ${method}">${method.toUpperCase()}</span> <code>${escaped(path)}</code></h3>`,
    `<p class="summary">${inline(operation.summary)}</p>`,
    paragraphs(operation.description),
    parametersOf(operation),
    operation.requestBody === undefined ? "" : folded("Body", json(operation.requestBody)),
    folded("Answers", json(operation.responses)),
    "</section>",
  ].join("\n");

/** The documentation as a page without scripts, which needs nothing from elsewhere. */
export const pageOf = ({ info, paths, tags, components }: OpenApi): string => {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method !== "servers")
      .map(([method, operation]) => ({ method, path, operation })),
  );
  const groups = tags.map(({ name }) => ({
    name: String(name),
    operations: operations.filter(({ operation }) => operation.tags.includes(String(name))),
  }));
  const navigation = groups.map(
    ({ name, operations: listed }) =>
      `<h2>${escaped(name)}</h2><ul>${listed
        .map(
          ({ method, path, operation }) =>
            `<li><a href="#${escaped(operation.operationId)}">${method.toUpperCase()} ${escaped(path)}</a></li>`,
        )
        .join("")}</ul>`,
  );
  const sections = groups.map(
    ({ name, operations: listed }) =>
      `<h2>${escaped(name)}</h2>${listed
        .map(({ method, path, operation }) => operationHtml(method, path, operation))
        .join("\n")}`,
  );
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) =>
      `<section id="schema-${escaped(name)}"><h3>${escaped(name)}</h3>${json(schema)}</section>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(info.title)} API</title>
<link rel="stylesheet" href="docs.css">
</head>
<body>
<nav aria-label="Routes">${navigation.join("\n")}</nav>
<main>
<h1>${escaped(info.title)} API <small>${escaped(info.version)}</small></h1>
${paragraphs(String(info.description))}
<p><a href="openapi.json">OpenAPI document</a></p>
${sections.join("\n")}
<h2>Schemas</h2>
${schemas.join("\n")}
</main>
</body>
</html>
`;
};

/** Its style: the colours and sizes of the dashboard. */
export const pageStyle = `:root {
  --bg: #f6f7f9; --surface: #ffffff; --line: #e2e6ec; --ink: #141a22; --dim: #4d5866; --accent: #2358d8;
  --sans: -apple-system, BlinkMacSystemFont, "Segoe UI", "Liberation Sans", Arial, sans-serif;
  --mono: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root { --bg: #0e1116; --surface: #161b22; --line: #2a313b; --ink: #e6eaf0; --dim: #a3adba; --accent: #82a8ff; }
}
* { box-sizing: border-box; }
body { margin: 0; display: flex; background: var(--bg); color: var(--ink); font: 13px/20px var(--sans); }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; flex: 0 0 312px; padding: 16px; border-right: 1px solid var(--line); }
nav ul { margin: 0; padding: 0; list-style: none; }
nav h2 { margin: 16px 0 4px; font-size: 11px; color: var(--dim); }
main { flex: 1; min-width: 0; max-width: 960px; padding: 24px; }
h1 { font-size: 22px; line-height: 28px; }
main h2 { margin-top: 32px; font-size: 16px; }
h3 { margin: 0; font-size: 13px; }
section { margin: 12px 0; padding: 16px; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
code, pre { font: 12px/20px var(--mono); }
pre { overflow: auto; margin: 8px 0 0; }
p { margin: 8px 0; color: var(--dim); }
p.summary { color: var(--ink); font-weight: 600; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 4px 8px 4px 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; }
summary { cursor: pointer; color: var(--dim); }
.method { color: var(--accent); }
@media (max-width: 720px) { body { display: block; } nav { position: static; height: auto; border: 0; } }
`;
