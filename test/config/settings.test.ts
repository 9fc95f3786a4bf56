import { Either } from "effect";
import { describe, expect, it } from "vitest";
import { readSettings } from "../../src/config/settings/readSettings.ts";

const settings = (text: string) => Either.getOrThrow(readSettings(text, "settings.yaml"));
const mistakes = (text: string) =>
  Either.match(readSettings(text, "settings.yaml"), {
    onRight: () => [],
    onLeft: (errors) => errors.map(({ line, column, message }) => `${line}:${column} ${message}`),
  });

describe("the settings of a home", () => {
  it("may be none", () => {
    for (const text of ["", "# listen: none\n", "{}"]) expect(settings(text), text).toEqual({});
  });

  it("say where to listen: an address, a port on loopback, or nowhere", () => {
    expect(settings("listen: 127.0.0.1:7400").listen).toEqual({ host: "127.0.0.1", port: 7400 });
    expect(settings("listen: 7400").listen).toEqual({ host: "127.0.0.1", port: 7400 });
    expect(settings("listen: '[::]:0'").listen).toEqual({ host: "::", port: 0 });
    expect(settings("listen: Example.com:80").listen).toEqual({ host: "example.com", port: 80 });
    expect(settings("listen: none").listen).toBe("none");
  });

  it("have the rest as it is written", () => {
    const text = `
tls: { cert: a.crt, key: /etc/a.key }
allow_insecure: true
hosts: [a.example.com]
public_url: https://example.com:8443/a/b
trusted_proxy: [127.0.0.1, "::1"]
`;
    expect(settings(text)).toEqual({
      tls: { cert: "a.crt", key: "/etc/a.key" },
      allow_insecure: true,
      hosts: ["a.example.com"],
      public_url: "https://example.com:8443/a/b",
      trusted_proxy: ["127.0.0.1", "::1"],
    });
    expect(settings("tls: self-signed\nhosts: a.example.com\ntrusted_proxy: 10.0.0.1")).toEqual({
      tls: "self-signed",
      hosts: "a.example.com",
      trusted_proxy: "10.0.0.1",
    });
  });

  it("say what is kept of each kind, as far as it is said", () => {
    const text = "retention: { transitions: 1000, actions: 50000, failed_applies: 100 }";
    expect(settings(text).retention).toEqual({ transitions: 1_000, actions: 50_000, failed_applies: 100 });
  });

  it("keep nothing shorter than transitions, of which nearly all is", () => {
    expect(mistakes("retention:\n  alarms: 1000\n")).toEqual([
      "2:11 retention.alarms: expected at least as many entries as of transitions (500000), found 1000",
    ]);
    expect(mistakes("retention: { transitions: 10, failed_applies: 0, logs: 5 }")).toEqual([
      "1:27 retention.transitions: expected a number of entries from 1,000 to 1,000,000,000, found 10",
      "1:47 retention.failed_applies: expected a number of applies, at least 1, found 0",
      '1:50 unknown key "logs" in retention',
    ]);
  });

  it("are refused with all that is wrong, each in its place", () => {
    expect(mistakes("listen: 70000\ntls: { cert: a }\nlisten_on: x\npublic_url: example.com\n")).toEqual([
      '1:9 listen: expected an address such as 127.0.0.1:7368 or [::1]:7368, a port, or none, found "70000"',
      '2:6 missing "tls.key"',
      '3:1 unknown key "listen_on" in the settings',
      '4:13 public_url: expected a URL such as https://example.com/sentinel, in lower case, found "example.com"',
    ]);
    expect(mistakes("hosts: ['*']\ntrusted_proxy: proxy\nallow_insecure: 1\n")).toEqual([
      '1:9 hosts.0: expected a host name such as sentinel.example.com, found "*"',
      '2:16 trusted_proxy: expected an IP address, found "proxy"',
      "3:17 allow_insecure: expected true or false, found 1",
    ]);
    expect(mistakes("hosts: '[a, b]'")).toEqual([
      '1:8 hosts: expected a host name such as sentinel.example.com, found "[a, b]"',
    ]);
    expect(mistakes("- listen")).toEqual(["1:1 settings are a map of keys"]);
    expect(mistakes("listen: [")).toHaveLength(1);
  });
});
