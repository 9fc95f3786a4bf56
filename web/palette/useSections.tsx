import { useRouter } from "@tanstack/react-router";
import { keysOfPlace } from "../keys/global/usePlaceKeys.ts";
import { effective } from "../keys/Shortcuts.ts";
import { shortcuts } from "../keys/useShortcuts.ts";
import { attentionIn } from "../live/attention.ts";
import type { NodeRecord } from "../live/protocol.ts";
import { shownStateOf } from "../live/shownState.ts";
import { useLive, useTreeVersion } from "../live/useLive.ts";
import { toParam } from "../paths.ts";
import { places } from "../shell/navigation/places.ts";
import { useMayAct } from "../shell/useWho.ts";
import { Age, Countdown } from "../time/Age.tsx";
import type { Entry, Section } from "./Entry.ts";
import { sectionsFor } from "./sectionsFor.ts";
import { useEntriesOf } from "./useEntriesOf.ts";

const mostTroubled = 6;

/** The results for a query, with the nodes that they act on first. */
export const useSections = (
  query: string,
  subjectPath: string | null,
  pickedPaths: ReadonlyArray<string>,
): ReadonlyArray<Section> => {
  useTreeVersion();
  const store = useLive();
  const router = useRouter();
  const mayAct = useMayAct();
  const entries = useEntriesOf();
  const { tree } = store;
  const subject = subjectPath === null ? undefined : store.node(subjectPath);

  const picked = pickedPaths.flatMap((path) => store.node(path) ?? []);

  const asChild = (node: NodeRecord): Entry => {
    const place = { to: "/children/$path", params: { path: toParam(node.path) } } as const;
    const state = shownStateOf(node);
    return {
      id: `child ${node.path}`,
      text: node.path || "/",
      mark: { state },
      note: <ChildNote node={node} />,
      path: node.path,
      href: router.buildLocation(place).href,
      run: () => router.navigate(place),
    };
  };
  return sectionsFor(
    {
      subject:
        picked.length > 0 && mayAct
          ? { title: `${picked.length} selected`, path: "selected", entries: entries.ofPicked(picked) }
          : subject === undefined
            ? null
            : {
                title: `${subject.path || "the whole tree"}, ${shownStateOf(subject)}`,
                path: subject.path,
                entries: entries.of(subject),
              },
      nodes: tree.order.flatMap((i) => tree.node(i) ?? []),
      troubled: attentionIn(tree)
        .slice(0, mostTroubled)
        .map(({ node }) => node),
      asChild,
      asCommand: mayAct ? entries.command : null,
      places: places.map((place) => ({
        id: `place ${place.to}`,
        text: place.name,
        mark: { icon: place.icon },
        keys: keysOfPlace(place),
        href: router.buildLocation({ to: place.to }).href,
        run: () => router.navigate({ to: place.to }),
      })),
      actions: pageActions(),
    },
    query,
  );
};

const ChildNote = ({ node }: { readonly node: NodeRecord }) =>
  node.next_attempt_at === null ? (
    <>
      {shownStateOf(node)} for <Age since={node.since} />
    </>
  ) : (
    <>
      next attempt in <Countdown to={node.next_attempt_at} />
    </>
  );

/** The shortcuts of the page, without those that the palette offers otherwise or that make no sense in it. */
const pageActions = (): ReadonlyArray<Entry> =>
  effective(shortcuts.groups)
    .flatMap((group) => group.shortcuts)
    .filter(({ keys }) => !/^(g .|mod\+k|Escape|Enter|[jkrsly])$/.test(keys))
    .map(({ keys, title, run }) => ({
      id: `keys ${keys}`,
      text: title.charAt(0).toUpperCase() + title.slice(1),
      mark: { icon: "right" as const },
      keys,
      run,
    }));
