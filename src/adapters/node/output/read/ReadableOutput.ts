import type { Archive } from "../archive/Archive.ts";
import type { ChildOutput } from "../child/ChildOutput.ts";
import type { OfflineIndex } from "../index/OfflineIndex.ts";

/** The part of a child's output that readers use; live or offline. */
export interface ReadableOutput extends Pick<ChildOutput, "path" | "runLines" | "firstSeq" | "endOf"> {
  readonly index: Pick<OfflineIndex, "count" | "nextSeq" | "generation" | "page" | "positionOf">;
  readonly archive: Pick<Archive, "segmentOf" | "liveOf" | "fileOf">;
}
