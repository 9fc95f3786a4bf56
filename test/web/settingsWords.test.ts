import { describe, expect, it } from "vitest";
import type { ApiKey } from "../../web/api/accounts.ts";
import type { Setting } from "../../web/api/settings.ts";
import { principalOf } from "../../web/pages/settings/audit/principalOf.ts";
import { bodyOf, changed, fieldFor, shown, valueIn } from "../../web/pages/settings/daemon/settingsForm.ts";
import { byExpiry, tallyOf } from "../../web/pages/settings/keys/expiry.ts";
import { takesAway } from "../../web/pages/settings/parts/rights.ts";
import { clientName } from "../../web/pages/settings/sessions/clientName.ts";
import { dayOf, timeOfDay, typedTime } from "../../web/time/format.ts";
import { momentOf, showTimesIn } from "../../web/time/zone.ts";

describe("a change of rights", () => {
  it("takes rights away if the role is lower or a part of the tree is missing", () => {
    const before = { role: "operator", scope: ["web", "db"] } as const;
    expect(takesAway(before, { role: "admin", scope: null })).toBe(false);
    expect(takesAway(before, { role: "operator", scope: ["db", "web", "more"] })).toBe(false);
    expect(takesAway(before, { role: "operator", scope: ["web/*", "db"] })).toBe(false);
    expect(takesAway(before, { role: "viewer", scope: null })).toBe(true);
    expect(takesAway(before, { role: "admin", scope: ["web"] })).toBe(true);
    expect(takesAway(before, { role: "operator", scope: ["web/api", "db"] })).toBe(true);
    expect(takesAway({ role: "admin", scope: null }, { role: "admin", scope: ["web"] })).toBe(true);
    expect(takesAway({ role: "viewer", scope: ["web/api"] }, { role: "viewer", scope: ["web"] })).toBe(false);
  });
});

describe("API keys", () => {
  const now = Date.parse("2026-03-12T12:00:00Z");
  const key = (name: string, expires_at: string | null): ApiKey => ({
    ...{ id: name, name, prefix: "snt_123456", role: "viewer", scope: null, unattended: false },
    ...{ created_at: "2026-01-01T00:00:00Z", created_by: "user:ann", expires_at, last_used_at: null },
  });
  const keys = [
    key("lasting", null),
    key("dead", "2026-03-01T00:00:00Z"),
    key("later", "2026-06-01T00:00:00Z"),
    key("soon", "2026-03-18T00:00:00Z"),
  ];

  it("are sorted by expiry, the expired ones last", () => {
    expect(byExpiry(keys, now).map(({ name }) => name)).toEqual(["soon", "later", "lasting", "dead"]);
    expect(tallyOf(keys, now)).toBe("3 live, 1 expires soon");
    expect(tallyOf([], now)).toBe("0 live");
  });
});

describe("a client", () => {
  it("is named by its browser and system, or by the name that it sends", () => {
    const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    const safari =
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_1) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15";
    const edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0";
    expect([firefox, safari, edge, "curl/8.5.0", null].map(clientName)).toEqual([
      ...["Firefox on Linux", "Safari on macOS", "Edge on Windows", "curl", "a program without a name"],
    ]);
  });
});

describe("a typed principal", () => {
  it("is a user unless it says otherwise", () => {
    expect(["ann", "key:ci", "user:ann", "file", "anonymous"].map(principalOf)).toEqual([
      ...["user:ann", "key:ci", "user:ann", "file", "anonymous"],
    ]);
  });
});

describe("the form of the settings", () => {
  const setting = (key: string, written: unknown): Setting => ({
    ...{ key, description: "", in_force: null, source: "file", written, line: null },
    ...{ takes_effect: "next daemon", pending: false },
  });
  const listen = setting("listen", 7400);
  const hosts = setting("hosts", null);

  it("has a field for each setting of the schema", () => {
    const kinds = [
      "listen",
      "tls",
      "allow_insecure",
      "hosts",
      "public_url",
      "retention",
      "of another version",
    ];
    expect(kinds.map((key) => fieldFor(key).kind)).toEqual([
      ...["text", "choice", "flag", "list", "text", "map", "text"],
    ]);
    const retention = fieldFor("retention");
    expect(retention.kind === "map" ? retention.parts[0] : null).toMatchObject({
      key: "transitions",
      field: { kind: "number", minimum: 1_000, maximum: 1_000_000_000 },
    });
  });

  it("knows what has changed, and writes all values", () => {
    const draft = changed({}, hosts, ["a.example"]);
    expect(changed(draft, hosts, undefined)).toEqual({});
    expect(changed({}, listen, 7400)).toEqual({});
    expect(valueIn(hosts, draft)).toEqual(["a.example"]);
    expect(bodyOf([listen, hosts], draft)).toEqual({ listen: 7400, hosts: ["a.example"] });
    expect(bodyOf([listen, hosts], changed({}, listen, undefined))).toEqual({});
  });

  it("shows values in words", () => {
    expect([null, true, [], ["a", "b"], 7400, { cert: "c.pem", failed_applies: null }].map(shown)).toEqual([
      ...["none", "yes", "none", "a, b", "7400", "cert c.pem, failed_applies all"],
    ]);
  });
});

describe("times", () => {
  it("are shown and typed in UTC if that is chosen", () => {
    const at = "2026-03-12T23:45:06Z";
    showTimesIn("utc");
    expect([timeOfDay(at), dayOf(at), typedTime(at)]).toEqual([
      "23:45:06",
      "12 Mar 2026",
      "2026-03-12T23:45",
    ]);
    expect(momentOf("2026-03-12T23:45").toISOString()).toBe("2026-03-12T23:45:00.000Z");
    showTimesIn("local");
    expect(momentOf(typedTime(at)).toISOString()).toBe("2026-03-12T23:45:00.000Z");
  });
});
