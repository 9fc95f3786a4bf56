import type { ReactNode } from "react";
import type { LineBuffer } from "../stream/LineBuffer.ts";
import { FollowPill } from "./FollowPill.tsx";
import { WindowList } from "./WindowList.tsx";

interface LineListProps<Line> {
  readonly buffer: LineBuffer<Line>;
  readonly label: string;
  readonly row: (line: Line) => ReactNode;
}

/** The lines of a buffer, following its end. */
export const LineList = <Line,>({ buffer, label, row }: LineListProps<Line>) => (
  <WindowList
    source={{ total: buffer.length }}
    version={buffer.version}
    label={label}
    wrap={false}
    begins="at the end"
    row={(position) => {
      const line = buffer.at(position);
      return line === undefined ? null : row(line);
    }}
    pill={(unseen, since, onFollow) => <FollowPill unseen={unseen} since={since} onFollow={onFollow} />}
  />
);
