import { describe, expect } from "vitest";
import { inWorld, serviceOf } from "../../process/world.ts";
import { needsRoot } from "../../support/needs.ts";

const shown = 'id -u; id -g; id -G; echo "$HOME $USER $LOGNAME $SHELL"';

// Only /etc/passwd was read for a number, and macOS keeps people in Open Directory: a root daemon ran uid 501 with the group
// 501, which does not exist, and without HOME and USER.
describe("a person whom only Open Directory knows", () => {
  // More than sixteen groups are more than setgroups(2) takes on macOS: all were lost.
  needsRoot("is run with the own group, the first sixteen groups, home and shell", () =>
    inWorld(async ({ start }) => {
      for (const uid of [501, "example"]) {
        const run = await start(serviceOf(["waits"], { uid, command: { shell: shown } }), `child-${uid}`);
        expect((await run.end).exit).toEqual({ code: 0 });
        expect(run.output()).toBe(
          "501\n20\n20 12 33 61 79 80 81 98 100 204 250 395 398 399 400 701\n/Users/example example example /bin/zsh\n",
        );
      }
    }),
  );

  needsRoot("is not found by digits that are no name", () =>
    inWorld(async ({ refusal }) => {
      expect(await refusal(serviceOf(["waits"], { uid: "501" }))).toMatchObject({
        _tag: "CannotRun",
        message: expect.stringMatching(/^no user 501 on this machine/),
      });
    }),
  );

  needsRoot("is run without groups where that is declared", () =>
    inWorld(async ({ start }) => {
      const spec = { uid: 501, gid: "staff", groups: [], command: { shell: "id -g; id -G" } };
      const run = await start(serviceOf(["waits"], spec));
      expect((await run.end).exit).toEqual({ code: 0 });
      expect(run.output()).toBe("50\n50\n");
    }),
  );
});
