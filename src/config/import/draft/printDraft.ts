import { Document, isCollection, type Node, Pair, Scalar, YAMLMap } from "yaml";
import type { Draft, Setting, TreeDraft } from "./draft.ts";
import { plannedSetting } from "./plannedSettings.ts";

/** The order of the keys, whatever the order of the source. */
const order = [
  ...["strategy", "intensity", "period", "auto_shutdown", "start", "command", "schedule", "timeout"],
  ...["cwd", "env", "env_file"],
  ...[
    "inherit_env",
    "uid",
    "gid",
    "umask",
    "replicas",
    "port",
    "autostart",
    "oneshot",
    "restart",
    "significant",
  ],
  ...[
    "success_codes",
    "fatal_codes",
    "ignore_codes",
    "backoff",
    "limit",
    "on_limit",
    "retry_failed",
    "ready",
    "stop",
  ],
];

const rank = (path: string): number => {
  const at = order.indexOf(path.split(".")[0] ?? "");
  return at < 0 ? order.length : at;
};

/** `stop.signal` as the names of nested maps; the names of variables may have dots of their own. */
const split = (path: string): readonly [string, ...ReadonlyArray<string>] => {
  const [top = "", ...inner] = path.split(".");
  return top === "env" && inner.length > 0 ? [top, inner.join(".")] : [top, ...inner];
};

const sorted = (settings: ReadonlyMap<string, Setting>): ReadonlyArray<readonly [string, Setting]> =>
  [...settings].sort(([a], [b]) => rank(a) - rank(b));

const put = (map: Map<string, unknown>, path: ReadonlyArray<string>, value: Setting): void => {
  const [key = "", ...rest] = path;
  if (rest.length === 0) map.set(key, value);
  else {
    const under = map.get(key);
    const inner = under instanceof Map ? under : new Map<string, unknown>();
    map.set(key, inner);
    put(inner, rest, value);
  }
};

/** Settings as nested maps: `stop.signal` and `stop.timeout` become `stop` with two keys. */
const nested = (settings: Iterable<readonly [string, Setting]>): Map<string, unknown> => {
  const maps = new Map<string, unknown>();
  for (const [path, value] of settings) put(maps, split(path), value);
  return maps;
};

const comment = (line: string): string => ` ${line.replace(/[\p{Cc}\u2028\u2029]+/gu, " ")}`;

/** A setting that Sentinel doesn't have yet, on one line for a comment. */
const asComments = (settings: Iterable<readonly [string, Setting]>): ReadonlyArray<string> =>
  [...nested(settings)].map(([key, value]) => {
    const flow = new Document({ [key]: value }).toString({ collectionStyle: "flow", lineWidth: 0 });
    return comment(`Sentinel has no such setting yet: ${flow.trim().replace(/^\{ (.*) \}$/s, "$1")}`);
  });

/** Short collections are written on one line. */
const flowing = (value: unknown): boolean => {
  const text = JSON.stringify(value, (_, inner) => (inner instanceof Map ? [...inner] : inner)) ?? "";
  return text.length <= 80 && !text.includes("\\n");
};

const nodeOf = (value: unknown, document: Document.Parsed | Document): unknown => {
  const node = document.createNode(value);
  if (isCollection(node)) node.flow = flowing(value);
  return node;
};

const pairOf = (
  key: string,
  value: unknown,
  remarks: ReadonlyArray<string> = [],
  isSeparated = false,
): Pair => {
  const name = new Scalar(key);
  if (remarks.length > 0) name.commentBefore = remarks.join("\n");
  name.spaceBefore = isSeparated;
  return new Pair(name, value);
};

/** A child's settings as a map, with each remark above its key. */
const childMap = (draft: Draft, document: Document): YAMLMap => {
  const map = new YAMLMap();
  const accepted = sorted(draft.settings).filter(([path]) => plannedSetting(path) === null);
  for (const [key, value] of nested(accepted)) {
    const remarks = [...draft.remarks]
      .filter(([path]) => split(path)[0] === key)
      .map(([, remark]) => comment(remark));
    map.add(pairOf(key, nodeOf(value, document), remarks));
  }
  if (draft.children.length > 0) map.add(pairOf("children", childrenMap(draft.children, document)));
  return map;
};

const plannedAndRemarks = (draft: Draft): ReadonlyArray<string> => {
  const planned = sorted(draft.settings).filter(([path]) => plannedSetting(path) !== null);
  const remarks = [...draft.remarks].filter(
    ([path]) =>
      plannedSetting(path) !== null ||
      !sorted(draft.settings).some(([set]) => split(set)[0] === split(path)[0]),
  );
  return [...asComments(planned), ...remarks.map(([, remark]) => comment(remark))];
};

const childrenMap = (children: ReadonlyArray<Draft>, document: Document): YAMLMap => {
  const map = new YAMLMap();
  for (const draft of children) {
    map.add(pairOf(draft.name, childMap(draft, document), plannedAndRemarks(draft), map.items.length > 0));
  }
  return map;
};

/** A draft as the text of a `sentinel.yaml`, ready for `config validate`, with its remarks as comments. */
export const printDraft = (tree: TreeDraft): string => {
  const document = new Document<Node>({});
  const root = new YAMLMap();
  root.add(pairOf("version", 1));
  root.add(pairOf("name", tree.name));
  for (const [key, value] of sorted(tree.settings)) root.add(pairOf(key, nodeOf(value, document)));
  const { defaults } = tree;
  if (defaults.settings.size > 0)
    root.add(pairOf("defaults", childMap(defaults, document), plannedAndRemarks(defaults)));
  root.add(pairOf("children", childrenMap(tree.children, document)));
  if (tree.environments.size > 0)
    root.add(pairOf("environments", document.createNode(Object.fromEntries(tree.environments))));
  document.contents = root;
  document.commentBefore = tree.remarks.map(comment).join("\n");
  return document.toString({ lineWidth: 0 });
};
