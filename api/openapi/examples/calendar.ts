import type { AnswerExamples } from "./types.ts";

/** When a schedule is due. */
export const calendarExamples = {
  calendar: {
    items: [
      { at: "2026-03-28T01:30:00.000Z", local: "2026-03-28T02:30:00+01:00", remark: null },
      {
        at: "2026-03-29T01:00:00.000Z",
        local: "2026-03-29T03:00:00+02:00",
        remark: "the clocks go forward at 02:00: runs at 03:00 instead of 02:30",
      },
      { at: "2026-03-30T00:30:00.000Z", local: "2026-03-30T02:30:00+02:00", remark: null },
    ],
    next: null,
  },
} satisfies AnswerExamples;
