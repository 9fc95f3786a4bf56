import type { Case } from "./caseFormat.ts";

/** Where Sentinel differs from OTP on purpose: why, and what it does instead (research/otp.md section 9). */
interface Difference {
  readonly because: string;
  readonly expect: Case["expect"];
}

const handStop =
  "L22: what a person stopped stays stopped, through group restarts too, until a person starts it";

export const differences: Readonly<Record<string, Difference>> = {
  D11: {
    because: handStop,
    expect: {
      log: [
        "sup_start root",
        "start c1",
        "start c2",
        "start c3",
        "stop c2 shutdown",
        "api terminate_child root c2 -> ok",
        "exit c3 abnormal",
        "stop c1 shutdown",
        "start c1",
        "start c3",
      ],
      final: {
        root: {
          restarts: 1,
          children: [
            ["c1", "running"],
            ["c2", "stopped"],
            ["c3", "running"],
          ],
        },
      },
    },
  },
  E09: {
    because: handStop,
    expect: {
      log: [
        "sup_start root",
        "start c1",
        "start c2",
        "start c3",
        "stop c3 shutdown",
        "api terminate_child root c3 -> ok",
        "exit c2 abnormal",
        "start c2",
      ],
      final: {
        root: {
          restarts: 1,
          children: [
            ["c1", "running"],
            ["c2", "running"],
            ["c3", "stopped"],
          ],
        },
      },
    },
  },
  E16: {
    because: handStop,
    expect: {
      log: [
        "sup_start root",
        "start c1",
        "start c2",
        "start c3",
        "exit c2 abnormal",
        "stop c3 shutdown",
        "starting c2",
        ["start_fail c2", "api terminate_child root c3 -> ok"],
        "start c2",
      ],
      final: {
        root: {
          restarts: 2,
          children: [
            ["c1", "running"],
            ["c2", "running"],
            ["c3", "stopped"],
          ],
        },
      },
    },
  },
  H08: {
    because:
      "children added at run time are part of the revision, so a restart of their supervisor keeps them",
    expect: {
      log: [
        "sup_start root",
        "sup_start sub",
        "start b",
        "start dyn",
        "api start_child sub dyn -> ok",
        "exit b abnormal",
        "stop dyn shutdown",
        "sup_exit sub shutdown",
        "sup_start sub",
        "start b",
        "start dyn",
      ],
      final: {
        root: { restarts: 1, children: [["sub", "running"]] },
        sub: {
          restarts: 0,
          children: [
            ["b", "running"],
            ["dyn", "running"],
          ],
        },
      },
    },
  },
};
