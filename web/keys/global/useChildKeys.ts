import { useRouter } from "@tanstack/react-router";
import { useMemo } from "react";
import { commandLine } from "../../actions/commandLine.ts";
import { isUp, type Verb } from "../../actions/verbs.ts";
import { useLive } from "../../live/useLive.ts";
import { treeAddress } from "../../pages/tree/address.ts";
import { toParam } from "../../paths.ts";
import { useMayAct } from "../../shell/useWho.ts";
import { copy } from "../../ui/buttons/copy.ts";
import { showNotice } from "../notice/notice.ts";
import { subjectIn } from "../subject.ts";
import { useShortcuts } from "../useShortcuts.ts";
import { troubleBeside } from "./trouble.ts";
import { useOpenPalette } from "./useOpenPalette.ts";

/** Keys that act on the focused, open or selected child, and keys that go to nodes that need attention. */
export const useChildKeys = (): void => {
  const router = useRouter();
  const store = useLive();
  const mayAct = useMayAct();
  const openPalette = useOpenPalette();
  const group = useMemo(() => {
    const onSubject = (act: (path: string) => void) => (): void => {
      const path = subjectIn(router);
      if (path === null) showNotice("Select or open a child first.");
      else act(path);
    };
    const show = (path: string): void => {
      if (router.state.location.pathname === "/tree")
        void router.navigate({
          to: "/tree",
          search: treeAddress({ ...router.state.location.search, at: toParam(path) }),
        });
      else void router.navigate({ to: "/children/$path", params: { path: toParam(path) } });
    };
    const go = (step: 1 | -1) => (): void => {
      const found = troubleBeside(store.tree, subjectIn(router), step);
      if (found === null) showNotice("Nothing needs attention.");
      else show(found.path);
    };
    const ask = (verbFor: (path: string) => Verb) => onSubject((path) => openPalette(verbFor(path)));
    const commands = [
      { keys: "r", title: "restart it, after a second key", run: ask(() => "restart") },
      {
        keys: "s",
        title: "stop or start it",
        run: ask((path) => {
          const node = store.node(path);
          return node !== undefined && isUp(node) ? "stop" : "start";
        }),
      },
    ];
    return {
      title: "The selected child",
      shortcuts: [
        { keys: "]", title: "go to the next that needs attention", run: go(1) },
        { keys: "[", title: "go to the previous one", run: go(-1) },
        ...(mayAct ? commands : []),
        {
          keys: "l",
          title: "read its output",
          run: onSubject(
            (path) => void router.navigate({ to: "/logs", search: path === "" ? {} : { path } }),
          ),
        },
        {
          keys: "y",
          title: "copy the command that explains it",
          run: onSubject((path) => {
            const command = commandLine("explain", path || "/");
            copy(command).then(
              () => showNotice(`Copied: ${command}`),
              () => showNotice("The browser lets this page copy nothing."),
            );
          }),
        },
      ],
    };
  }, [router, store, mayAct, openPalette]);
  useShortcuts(group);
};
