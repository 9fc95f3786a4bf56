import { type Ref, useCallback, useEffect, useImperativeHandle, useRef, useState } from "react";
import type { LogLine } from "../../../../src/domain/LogLine.ts";
import { EventLine } from "../../../lines/EventLine.tsx";
import { FollowPill } from "../../../lines/list/FollowPill.tsx";
import type { ListHandle } from "../../../lines/list/ListHandle.ts";
import type { ListView } from "../../../lines/list/ListView.ts";
import { WindowList } from "../../../lines/list/WindowList.tsx";
import type { MachineEvents } from "../../../lines/MachineEvents.ts";
import { OutputLine } from "../../../lines/OutputLine.tsx";
import type { LineSearch } from "../../../lines/search/LineSearch.ts";
import { type LineWindow, lineName } from "../../../lines/window/LineWindow.ts";
import { Failure } from "../../../ui/messages/Failure.tsx";
import { Message } from "../../../ui/messages/Message.tsx";
import { Reading } from "../../../ui/messages/Reading.tsx";
import { linkTo } from "../links.ts";
import { HitRail } from "../search/HitRail.tsx";

/** The maximal number of transitions shown between two lines. */
const mostBetween = 20;

/** Commands to a reader. */
export interface ReaderHandle {
  readonly followEnd: () => void;
  /** Show the lines of a moment, in ms since 1970. */
  readonly showTime: (at: number) => void;
}

interface ReaderProps {
  readonly lines: LineWindow;
  readonly events: MachineEvents | null;
  readonly search: LineSearch | null;
  readonly label: string;
  readonly wrap: boolean;
  readonly withPath: boolean;
  /** The initial line, by its name, or moment. */
  readonly line: string | undefined;
  readonly at: number | undefined;
  /** Whether transitions of this child are shown. */
  readonly isOwnEvent?: (path: string) => boolean;
  readonly onSelect: (line: LogLine) => void;
  readonly onView?: (view: ListView) => void;
  readonly handle?: Ref<ReaderHandle>;
}

/** The lines of a filter, with transitions between them. */
export const Reader = (props: ReaderProps) => {
  const { lines, events, search, label, wrap, withPath, line, at, onSelect, onView, handle } = props;
  const { isOwnEvent = () => true } = props;
  const list = useRef<ListHandle>(null);
  const [missing, setMissing] = useState<string | null>(null);
  const isReady = lines.state.name === "ready";
  const isEmpty = lines.total === 0 && lines.unfinished.length === 0;
  /** The target that was already shown, or selected in place. */
  const shown = useRef<string | null>(null);

  const show = useCallback(
    async (target: { readonly line?: string; readonly at?: number }): Promise<void> => {
      const found = await lines.find(target);
      if (found === null) return;
      setMissing(found.isThere ? null : (target.line ?? null));
      list.current?.show(found.position);
    },
    [lines],
  );
  useImperativeHandle(
    handle,
    () => ({
      followEnd: () => list.current?.followEnd(),
      showTime: (moment) => void show({ at: moment }).catch(() => undefined),
    }),
    [show],
  );
  useEffect(() => {
    const key = line ?? at;
    if (key === undefined) setMissing(null);
    if (!isReady || key === undefined || shown.current === `${key}`) return;
    shown.current = `${key}`;
    void show(line === undefined ? { at: Number(at) } : { line }).catch(() => undefined);
  }, [isReady, line, at, show]);
  useEffect(() => {
    lines.onMoved = (position) => list.current?.show(position);
    return () => {
      lines.onMoved = () => undefined;
    };
  }, [lines]);

  const select = useCallback(
    (chosen: LogLine) => {
      shown.current = lineName(chosen);
      onSelect(chosen);
    },
    [onSelect],
  );
  const watch = useCallback(
    (view: ListView) => {
      const first = lines.at(view.first);
      if (first !== null && first !== undefined) events?.want(Date.parse(first.at));
      onView?.(view);
    },
    [lines, events, onView],
  );

  if (lines.state.name === "failed") return <Failure error={lines.state.error} retry={() => lines.open()} />;
  if (!isReady) return <Reading />;
  if (isEmpty)
    return (
      <Message title="No output yet.">
        <p>New lines appear here.</p>
      </Message>
    );

  const between = (after: number, until: number) => {
    const all = (events?.between(after, until) ?? []).filter(({ subject }) => isOwnEvent(subject));
    const more = all.length - mostBetween;
    return (
      <>
        {more > 0 ? <p className="line line-event">{more} more changes of state</p> : null}
        {all.slice(-mostBetween).map((event) => (
          <EventLine key={event.seq} event={event} />
        ))}
      </>
    );
  };
  const row = (position: number) => {
    const found = lines.at(position);
    if (found === undefined) return <p className="line faint">reading…</p>;
    if (found === null) return <p className="line faint">no longer kept</p>;
    const before = position === 0 ? undefined : lines.at(position - 1);
    const arrived = Date.parse(found.at);
    const since = before === undefined || before === null ? arrived - 1_000 : Date.parse(before.at);
    return (
      <>
        {events === null ? null : between(since, arrived)}
        <OutputLine
          line={found}
          withPath={withPath}
          ranges={search?.rangesIn(found) ?? none}
          isSelected={line !== undefined && lineName(found) === line}
          href={linkTo(found)}
          onSelect={select}
        />
      </>
    );
  };
  const last = lines.at(lines.total - 1);
  const tail = (
    <div className="lines-tail">
      {last === null || last === undefined ? null : between(Date.parse(last.at), Number.POSITIVE_INFINITY)}
      {lines.unfinished.map((unfinished) => (
        <OutputLine key={`${unfinished.path} ${unfinished.stream}`} line={unfinished} withPath={withPath} />
      ))}
    </div>
  );
  return (
    <>
      {missing === null ? null : (
        <p className="note missing-line" role="status">
          The line {missing} is not there: it was removed by the limits of its child, or the filters leave it
          out. These are the lines that follow it.
        </p>
      )}
      <WindowList
        source={lines}
        version={lines.version + (search?.version ?? 0) + (events?.version ?? 0)}
        label={label}
        wrap={wrap}
        row={row}
        tail={tail}
        handle={list}
        onView={watch}
        begins={line === undefined && at === undefined ? "at the end" : "elsewhere"}
        rail={search === null ? null : <HitRail hits={search.hits} total={lines.total} onSelect={onSelect} />}
        pill={(unseen, since, onFollow) => (
          <FollowPill unseen={unseen} since={since} onFollow={onFollow} shortcut="F" />
        )}
      />
    </>
  );
};

const none: ReadonlyArray<never> = [];
