import type { LogLine } from "../../../src/domain/LogLine.ts";
import { baseUrl } from "../../api/baseUrl.ts";
import { lineName } from "../../lines/window/LineWindow.ts";

/** The permanent address of a line. */
export const linkTo = (line: Pick<LogLine, "path" | "seq">): string => {
  const url = new URL("logs", baseUrl);
  url.searchParams.set("path", line.path);
  url.searchParams.set("line", lineName(line));
  return url.href;
};
