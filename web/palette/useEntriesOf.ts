import { useRouter } from "@tanstack/react-router";
import { commandLine } from "../actions/commandLine.ts";
import { copyable } from "../actions/copy/copyable.ts";
import { asCommand, toPaths } from "../actions/intent.ts";
import { bulkVerbs, takers } from "../actions/takers.ts";
import { isDangerous, isLegal, scopeOf, type Verb, verbsOf, verbTexts } from "../actions/verbs.ts";
import { request } from "../api/request.ts";
import type { NodeRecord } from "../live/protocol.ts";
import { useContact, useLive } from "../live/useLive.ts";
import { toParam } from "../paths.ts";
import { useMayAct } from "../shell/useWho.ts";
import { copy } from "../ui/buttons/copy.ts";
import type { Entry } from "./Entry.ts";

const keysOf: Readonly<Partial<Record<Verb, Pick<Entry, "keys">>>> = {
  start: { keys: "s" },
  stop: { keys: "s" },
  restart: { keys: "r" },
};
const verbs = ["start", "restart", "stop"] as const satisfies ReadonlyArray<Verb>;

/** The commands that are possible now, then the impossible ones; without those that would change nothing. */
const verbsFor = (node: NodeRecord): ReadonlyArray<Verb> => {
  const impossible: ReadonlyArray<Verb> = verbs.filter((verb) => !isLegal(node, verb));
  const sensible = verbsOf(node);
  const possible = ([...verbs, "reload"] as const).filter((verb) => sensible.includes(verb));
  return [...possible.filter((verb) => !impossible.includes(verb)), ...impossible];
};

/** The commands for a node, and links to its pages. */
export const useEntriesOf = () => {
  const router = useRouter();
  const { tree } = useLive();
  const mayAct = useMayAct();
  const isLive = useContact().name === "live";

  const verbEntry = (node: NodeRecord, verb: Verb, text: string): Entry => {
    const path = node.path || "/";
    const scope = scopeOf(node, tree.tallyOf(node.i));
    const obstacle = !isLive
      ? "no contact with the daemon"
      : isLegal(node, verb)
        ? undefined
        : `not now: it is ${node.value}`;
    return {
      id: `${verb} ${path}`,
      text,
      mark: { icon: verbTexts[verb].icon },
      note: obstacle ?? `touches ${scope}`,
      command: asCommand({ verb }, [node.path]),
      ...keysOf[verb],
      obstacle,
      question: isDangerous({ verb }, 0) ? `${verbTexts[verb].name} ${scope}?` : undefined,
      isAwaited: true,
      run: () => request("POST /actions", { body: { verb, paths: [path], wait: false } }),
    };
  };

  const copyEntry = (name: string, command: string, more: Partial<Entry> = {}): Entry => ({
    id: `copy ${command}`,
    text: name,
    mark: { icon: "copy" },
    command,
    isAwaited: true,
    run: () => copy(command),
    ...more,
  });

  const copiesOf = ({ path }: NodeRecord, verb: Verb): ReadonlyArray<Entry> => {
    const { name, command, curl } = copyable(verb, [path || "/"]);
    return [
      copyEntry(`Copy ${name} as command`, command, { isRare: true }),
      copyEntry(`Copy ${name} as curl`, curl, { isRare: true }),
    ];
  };

  const pagesOf = ({ path }: NodeRecord): ReadonlyArray<Entry> => {
    const child = { to: "/children/$path", params: { path: toParam(path) } } as const;
    const logs = { to: "/logs", search: path === "" ? {} : { path } } as const;
    const metrics = { to: "/history", search: path === "" ? {} : { path } } as const;
    const events = { to: "/events", search: path === "" ? {} : { path } } as const;
    return [
      {
        id: `page of ${path}`,
        text: "Open its page",
        mark: { icon: "tree" },
        href: router.buildLocation(child).href,
        run: () => router.navigate(child),
      },
      {
        id: `logs of ${path}`,
        text: "Logs",
        mark: { icon: "logs" },
        keys: "l",
        href: router.buildLocation(logs).href,
        run: () => router.navigate(logs),
      },
      {
        id: `metrics of ${path}`,
        text: "Metrics",
        mark: { icon: "metrics" },
        href: router.buildLocation(metrics).href,
        run: () => router.navigate(metrics),
      },
      {
        id: `events of ${path}`,
        text: "Events",
        mark: { icon: "events" },
        href: router.buildLocation(events).href,
        run: () => router.navigate(events),
      },
    ];
  };

  /** A command to those of several nodes that take it now. */
  const bulkEntries = (nodes: ReadonlyArray<NodeRecord>, verb: Verb): ReadonlyArray<Entry> => {
    const paths = toPaths(takers(nodes, verb));
    if (paths === null) return [];
    const { name, icon } = verbTexts[verb];
    const { command, curl } = copyable(verb, paths);
    const rest = paths.length === nodes.length ? "" : ` of ${nodes.length}`;
    return [
      {
        ...{ id: `${verb} selected`, text: name, mark: { icon }, command },
        note: isLive ? `touches ${paths.length}${rest}` : "no contact with the daemon",
        obstacle: isLive ? undefined : "no contact with the daemon",
        question: isDangerous({ verb }, 0) ? `${name} these ${paths.length}?` : undefined,
        isAwaited: true,
        run: () => request("POST /actions", { body: { verb, paths, wait: false } }),
      },
      copyEntry(`Copy ${name} as command`, command, { isRare: true }),
      copyEntry(`Copy ${name} as curl`, curl, { isRare: true }),
    ];
  };

  return {
    /** Bulk commands to several nodes. */
    ofPicked: (nodes: ReadonlyArray<NodeRecord>): ReadonlyArray<Entry> =>
      bulkVerbs.flatMap((verb) => bulkEntries(nodes, verb)),
    /** A command to a node that need not be selected. */
    command: (node: NodeRecord, verb: Verb): Entry =>
      verbEntry(node, verb, `${verbTexts[verb].name} ${node.path || "/"}`),
    of: (node: NodeRecord): ReadonlyArray<Entry> => [
      ...(mayAct ? verbsFor(node).map((verb) => verbEntry(node, verb, verbTexts[verb].name)) : []),
      ...pagesOf(node),
      copyEntry("Copy as command", commandLine("explain", node.path || "/"), { keys: "y" }),
      ...(mayAct ? verbs.flatMap((verb) => copiesOf(node, verb)) : []),
    ],
  };
};
