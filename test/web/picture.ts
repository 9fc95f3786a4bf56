import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { ChartLayout } from "../../src/domain/view/ChartLayout.ts";
import { ChartDrawing } from "../../web/chart/ChartDrawing.tsx";
import { ChartTwin } from "../../web/chart/ChartTwin.tsx";
import type { Census } from "../../web/chart/census.ts";
import type { Lighting } from "../../web/chart/lighting.ts";
import { LiveStore } from "../../web/live/LiveStore.ts";
import { LiveContext } from "../../web/live/useLive.ts";

/** What is seen of a drawn chart: by the classes of what was rendered. */
interface Picture {
  /** Paths of states, by how they are lit. */
  readonly on: ReadonlyArray<string>;
  readonly around: ReadonlyArray<string>;
  /** Ids of lines. */
  readonly taken: ReadonlyArray<string>;
  readonly possible: ReadonlyArray<string>;
  /** The line on which the token stands. */
  readonly tokens: ReadonlyArray<string>;
  /** Texts of labels, notes and the line below, by how they are lit. */
  readonly takenTexts: ReadonlyArray<string>;
  readonly possibleTexts: ReadonlyArray<string>;
  /** The middles of rings. */
  readonly rings: ReadonlyArray<readonly [x: number, y: number]>;
  readonly texts: ReadonlyArray<string>;
  readonly markup: string;
}

const store = new LiveStore(() => {
  throw new Error("a drawing opens no connection");
});

const rendered = (element: Parameters<typeof renderToStaticMarkup>[0]): string =>
  renderToStaticMarkup(createElement(LiveContext, { value: store }, element));

const unescaped = (text: string): string => text.replaceAll("&gt;", ">").replaceAll("&amp;", "&");

const withoutTags = (markup: string): string =>
  unescaped(markup.replaceAll(/<title>.*?<\/title>|<[^>]*>/g, ""));

/** The values of the first group of a pattern, wherever it matches. */
const all = (markup: string, pattern: RegExp): ReadonlyArray<string> =>
  [...markup.matchAll(pattern)].map(([, found = ""]) => unescaped(found));

const statesWith = (markup: string, mark: string) =>
  all(markup, new RegExp(`class="chart-state [^"]* ${mark}" data-state="([^"]*)"`, "g"));

const textsWith = (markup: string, mark: string) =>
  all(markup, new RegExp(`<text class="chart-(?:label|note)[^"]* ${mark}"[^>]*>(.*?)</text>`, "g")).map(
    withoutTags,
  );

/** The groups of lines, each with its id and its markup. */
const linesOf = (markup: string) =>
  markup
    .split('<g class="chart-edge')
    .slice(1)
    .map((part) => ({
      id: unescaped(/data-edge="([^"]*)"/.exec(part)?.[1] ?? ""),
      marks: part.slice(0, part.indexOf('"')).split(" "),
      hasToken: part.includes("chart-token"),
    }));

export const pictureOf = (layout: ChartLayout, lighting: Lighting, census?: Census): Picture => {
  const markup = rendered(
    createElement(ChartDrawing, { layout, lighting, ...(census === undefined ? {} : { census }) }),
  );
  const lines = linesOf(markup);
  const linesWith = (mark: string) => lines.filter(({ marks }) => marks.includes(mark)).map(({ id }) => id);
  return {
    ...{ on: statesWith(markup, "on"), around: statesWith(markup, "around") },
    ...{ taken: linesWith("taken"), possible: linesWith("possible") },
    tokens: lines.filter(({ hasToken }) => hasToken).map(({ id }) => id),
    ...{ takenTexts: textsWith(markup, "taken"), possibleTexts: textsWith(markup, "possible") },
    rings: [...markup.matchAll(/class="chart-ring" cx="([\d.]+)" cy="([\d.]+)"/g)].map(
      ([, x, y]) => [Number(x), Number(y)] as const,
    ),
    texts: all(markup, /<text[^>]*>(.*?)<\/text>/g).map(withoutTags),
    markup,
  };
};

/** What the text twin of a chart says, by heading. */
export const wordsOfTwin = (
  layout: ChartLayout,
  lighting: Lighting,
  value: string,
  isNow = true,
): Readonly<Record<string, string>> => {
  const markup = rendered(createElement(ChartTwin, { layout, lighting, value, isNow }));
  const headings = all(markup, /<dt>(.*?)<\/dt>/g);
  const words = all(markup, /<dd[^>]*>(.*?)<\/dd>/g).map(withoutTags);
  return Object.fromEntries(headings.map((heading, at) => [heading, words[at] ?? ""]));
};
