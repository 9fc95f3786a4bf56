// Draws a committed layout of schema/charts as SVG, for a look at it: `node scripts/drawChart.mjs service [light|dark]
// [--on STATE…] [--left STATE…] [--taken EDGE…] [--legal EDGE…]` prints it. The dashboard draws from the same layout.
import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { root } from "./ensureInstalled.mjs";
import { importTypeScript } from "./importTypeScript.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    on: { type: "string", multiple: true, default: [] },
    left: { type: "string", multiple: true, default: [] },
    taken: { type: "string", multiple: true, default: [] },
    legal: { type: "string", multiple: true, default: [] },
  },
});
const [machine, theme = "light"] = positionals;
const themes = {
  light: {
    surface: "#ffffff",
    raised: "#f6f7f9",
    line: "#c3cad4",
    ink: "#141a22",
    dim: "#4d5866",
    faint: "#5f6b79",
    edge: "#7b8593",
    accent: "#2358d8",
    on: "#009580",
    tint: "#d6eae4",
    outer: "#f3faf8",
  },
  dark: {
    surface: "#12151c",
    raised: "#161b22",
    line: "#39414d",
    ink: "#e8ecf2",
    dim: "#aab4c0",
    faint: "#8b96a3",
    edge: "#6b7684",
    accent: "#7aa5ff",
    on: "#f5e07a",
    tint: "#3b3c30",
    outer: "#1c1f20",
  },
};
const colours = themes[theme];
const file = `${root}/schema/charts/${machine}.json`;
if (machine === undefined || colours === undefined || !existsSync(file)) {
  console.error(
    "usage: node scripts/drawChart.mjs service|supervisor|job [light|dark] [--on STATE…] [--taken EDGE…]",
  );
  process.exit(2);
}
const layout = JSON.parse(readFileSync(file, "utf8"));
const indexesOf = (ids) =>
  ids.map((id) => {
    const index = layout.transitions.findIndex((one) => one.id === id);
    if (index < 0) throw new Error(`${machine} has no transition ${id}`);
    return index;
  });
const taken = indexesOf(values.taken);
const legal = indexesOf(values.legal);
const any = (indexes, t) => t.some((index) => indexes.includes(index));

const { textWidth } = await importTypeScript("machines/layout/textWidth.ts");
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const text = (x, y, words, { size = 11, fill = colours.faint, anchor = "start", weight = 400 } = {}) =>
  `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}" text-anchor="${anchor}" ` +
  `font-weight="${weight}">${words}</text>`;

const clock = (x, y, fill) =>
  `<g fill="none" stroke="${fill}"><circle cx="${x + 4.5}" cy="${y - 4}" r="4.5"/>` +
  `<path d="M${x + 4.5} ${y - 6.5}v2.5h2"/></g>`;

/** A line with rounded corners that ends before the tip of its arrow. */
const lineOf = (points, { stroke, width = 1.2, dashed = false }) => {
  const [tip, before] = [points.at(-1), points.at(-2)];
  const back = [Math.sign(before[0] - tip[0]), Math.sign(before[1] - tip[1])];
  const ends = [...points.slice(0, -1), [tip[0] + 6 * back[0], tip[1] + 6 * back[1]]];
  const parts = ends.map(([x, y], index) => {
    if (index === 0) return `M${x} ${y}`;
    const next = ends[index + 1];
    if (next === undefined) return `L${x} ${y}`;
    const [px, py] = ends[index - 1];
    const radius = Math.min(8, Math.hypot(x - px, y - py) / 2, Math.hypot(next[0] - x, next[1] - y) / 2);
    const towards = ([tx, ty]) => [x + radius * Math.sign(tx - x), y + radius * Math.sign(ty - y)];
    return `L${towards([px, py]).join(" ")}Q${x} ${y} ${towards(next).join(" ")}`;
  });
  const [side, along] = [[-back[1], back[0]], back];
  const wing = (sign) =>
    `${tip[0] + 7.5 * along[0] + sign * 3.6 * side[0]} ${tip[1] + 7.5 * along[1] + sign * 3.6 * side[1]}`;
  return (
    `<path d="${parts.join("")}" fill="none" stroke="${stroke}" stroke-width="${width}"` +
    `${dashed ? ' stroke-dasharray="5 4"' : ""}/>` +
    `<path d="M${tip.join(" ")}L${wing(1)}L${wing(-1)}Z" fill="${stroke}"/>`
  );
};

const isOn = ({ id }) => values.on.includes(id);

const boxOf = (state) => {
  const { x, y, w, h, kind } = state;
  const isCompound = kind === "compound";
  const fill = isOn(state)
    ? isCompound
      ? colours.outer
      : colours.tint
    : isCompound
      ? colours.raised
      : colours.surface;
  const stroke = `stroke="${isOn(state) ? colours.on : colours.line}" stroke-width="${isOn(state) ? 1.6 : 1}"`;
  if (kind === "transient")
    return (
      `<path d="M${x} ${y + h / 2}L${x + w / 2} ${y}L${x + w} ${y + h / 2}L${x + w / 2} ${y + h}Z" ` +
      `fill="${fill}" ${stroke}/>` +
      (state.initial ? `<circle cx="${x + w / 2}" cy="${y + h / 2}" r="4" fill="${colours.dim}"/>` : "")
    );
  return `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="8" fill="${fill}" ${stroke}/>`;
};

const wordsOf = (state) => {
  const { name, title, kind, lines = [] } = state;
  const weight = kind === "compound" || isOn(state) ? 600 : 400;
  return [
    title ? text(title.x, title.y, name, { size: 13, fill: colours.ink, anchor: title.anchor, weight }) : "",
    ...lines.map(({ kind, text: words, x, y, anchor, t }) => {
      const fill = any(legal, t) ? colours.ink : colours.faint;
      return kind === "timer"
        ? clock(x, y, fill) + text(x + 14, y, escaped(words), { fill, anchor })
        : text(x, y, escaped(words), { fill, anchor });
    }),
  ].join("");
};

/** Of the lines that a transition of the parent has, only that of the active state is lit. */
const isOneOf = (indexes, states, { t, projected, from }) =>
  any(indexes, t) && (projected !== true || states.includes(from));
const isTaken = (edge) => isOneOf(taken, values.left, edge);
const isLegal = (edge) => isOneOf(legal, values.on, edge);

const labelOf = (edge) => (label) =>
  label.lines
    .map(({ t, spans }, row) => {
      const isBold = isTaken(edge) && any(taken, t);
      const fill = (tone) => {
        if (isBold || (isLegal(edge) && any(legal, t))) return colours.ink;
        return tone === "guard" ? colours.faint : colours.dim;
      };
      const y = label.y + 10.6 + 14 * row;
      const words = spans
        .map(
          ({ text: part, tone }, index) =>
            `<tspan${index > 0 ? ' dx="5"' : ""} fill="${fill(tone)}">${escaped(part)}</tspan>`,
        )
        .join("");
      const isTimer = spans[0].tone === "timer";
      const weight = isBold ? 600 : 400;
      if (!isTimer) return text(label.at, y, words, { anchor: label.anchor, weight });
      const width = textWidth(spans[0].text);
      const left =
        label.anchor === "start"
          ? label.at
          : label.anchor === "end"
            ? label.at - width - 14
            : label.at - width / 2 - 7;
      return clock(left, y, fill("timer")) + text(left + 14, y, words, { weight });
    })
    .join("");

const strokeOf = (edge) => {
  if (isTaken(edge)) return { stroke: colours.accent, width: 2.4 };
  return { stroke: isLegal(edge) ? colours.ink : colours.edge };
};

const edgeOf = (edge) =>
  lineOf(edge.points, { ...strokeOf(edge), dashed: edge.timer === true }) +
  edge.labels.map(labelOf(edge)).join("");

const initialOf = ({ points }) =>
  `<circle cx="${points[0][0]}" cy="${points[0][1]}" r="4" fill="${colours.dim}"/>` +
  lineOf(points, { stroke: colours.dim });

const { width, height, states, edges, initials, everywhere } = layout;
console.log(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
    'font-family="Liberation Sans, Arial, Helvetica, sans-serif">' +
    `<rect width="100%" height="100%" fill="${colours.surface}"/>` +
    states
      .filter(({ kind }) => kind === "compound")
      .map(boxOf)
      .join("") +
    edges.map(edgeOf).join("") +
    initials.map(initialOf).join("") +
    states
      .filter(({ kind }) => kind !== "compound")
      .map(boxOf)
      .join("") +
    states.map(wordsOf).join("") +
    (everywhere ? text(everywhere.x, everywhere.y, escaped(everywhere.text)) : "") +
    "</svg>",
);
