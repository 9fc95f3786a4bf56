import { describe, expect, it } from "vitest";
import { whyUnreachable } from "../../launchd/systemd/unreachable.ts";

const ada = { scope: "user", user: "ada", isRoot: false } as const;

describe("systemd that can't be asked", () => {
  // What systemctl 239 to 255 print, by whom they are asked.
  const noUserManager = [
    "Failed to connect to bus: No medium found\n",
    "Failed to connect to bus: No such file or directory\n",
    "Failed to connect to bus: Operation not permitted\n",
    "Failed to connect to bus: $DBUS_SESSION_BUS_ADDRESS and $XDG_RUNTIME_DIR not defined (consider using --machine=<user>@.host --user to connect to bus of other user)\n",
    "Failed to connect to user scope bus via local transport: No such file or directory\n",
    "Failed to get D-Bus connection: Connection refused\n",
  ];
  it.each(noUserManager)("as a user without a systemd: %j", (err) => {
    expect(whyUnreachable(1, err, ada)).toBe(
      "the systemd of ada isn't running: it needs a login as ada (not su or sudo), or lingering; `sudo loginctl enable-linger ada` starts it now and at each boot",
    );
  });

  it.each(noUserManager)("as root, usually under sudo: %j", (err) => {
    expect(whyUnreachable(1, err, { ...ada, user: "root", isRoot: true })).toContain("`--system`");
  });

  it.each([
    "System has not been booted with systemd as init system (PID 1). Can't operate.\nFailed to connect to bus: Host is down\n",
    "System has not been booted with systemd as init system (PID 1). Can't operate.\nFailed to connect to bus: No such file or directory\n",
  ])("in a container: %j", (err) => {
    for (const scope of ["user", "system"] as const)
      expect(whyUnreachable(1, err, { ...ada, scope })).toContain("was not started by systemd");
  });

  it("on a machine without it", () => {
    expect(whyUnreachable(null, "", ada)).toContain("there is no systemctl");
  });

  it("is not the reason of other failures", () => {
    expect(whyUnreachable(1, "Failed to enable unit: Unit x.service does not exist.\n", ada)).toBeNull();
    expect(whyUnreachable(0, "", ada)).toBeNull();
  });
});
