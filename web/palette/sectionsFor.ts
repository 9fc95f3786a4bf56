import { type Verb, verbTexts } from "../actions/verbs.ts";
import type { NodeRecord } from "../live/protocol.ts";
import type { Entry, Section } from "./Entry.ts";
import { find, findIn } from "./fuzzy.ts";

/** The maximal number of shown children; the palette says how many more match. */
export const mostChildren = 50;
const mostCommands = 3;

/** The entries to choose from. */
interface Offer {
  readonly subject: {
    readonly title: string;
    readonly path: string;
    readonly entries: ReadonlyArray<Entry>;
  } | null;
  readonly nodes: ReadonlyArray<NodeRecord>;
  /** Shown before anything is typed. */
  readonly troubled: ReadonlyArray<NodeRecord>;
  readonly asChild: (node: NodeRecord) => Entry;
  /** Null: the user may not send commands. */
  readonly asCommand: ((node: NodeRecord, verb: Verb) => Entry) | null;
  readonly places: ReadonlyArray<Entry>;
  readonly actions: ReadonlyArray<Entry>;
}

const named = (title: string, entries: ReadonlyArray<Entry>): ReadonlyArray<Section> =>
  entries.length === 0 ? [] : [{ title, entries }];

const matching = (entries: ReadonlyArray<Entry>, query: string): ReadonlyArray<Entry> =>
  query === ""
    ? entries.filter(({ isRare }) => isRare !== true)
    : findIn(entries, ({ text }) => text, query).map(({ item }) => item);

/** `restart mail`: a verb, and a query for the child. */
const commandIn = (query: string): { readonly verb: Verb; readonly rest: string } | null => {
  const [first = "", ...rest] = query.toLowerCase().split(/\s+/);
  if (first.length < 3 || rest.join("") === "") return null;
  const verb = (Object.keys(verbTexts) as ReadonlyArray<Verb>).find((one) => one.startsWith(first));
  return verb === undefined ? null : { verb, rest: rest.join(" ") };
};

const commandsFor = ({ asCommand, nodes }: Offer, query: string): ReadonlyArray<Entry> => {
  const command = commandIn(query);
  if (command === null || asCommand === null) return [];
  return findIn(nodes, ({ path }) => path || "/", command.rest)
    .slice(0, mostCommands)
    .map(({ item }) => asCommand(item, command.verb));
};

const childrenFor = ({ nodes, troubled, asChild }: Offer, query: string): ReadonlyArray<Section> => {
  if (query === "") return named("Needs attention", troubled.map(asChild));
  const found = findIn(nodes, ({ path }) => path || "/", query);
  const title = found.length > mostChildren ? `Children, ${mostChildren} of ${found.length}` : "Children";
  return named(
    title,
    found.slice(0, mostChildren).map(({ item }) => asChild(item)),
  );
};

/** The results of a query: commands for the selection first, then commands by name, children, pages, and shortcuts. */
export const sectionsFor = (offer: Offer, query: string): ReadonlyArray<Section> => {
  const { subject } = offer;
  // A query for the selected node shows all its commands.
  const isItself = query === "" || (subject !== null && find(subject.path, query) !== null);
  const own = subject === null ? [] : matching(subject.entries, isItself ? "" : query);
  return [
    ...named(subject?.title ?? "", own),
    ...named(
      "Commands",
      commandsFor(offer, query).filter(({ id }) => !own.some((entry) => entry.id === id)),
    ),
    ...childrenFor(offer, query),
    ...named("Go to", matching(offer.places, query)),
    ...named("On this page", matching(offer.actions, query)),
  ];
};
