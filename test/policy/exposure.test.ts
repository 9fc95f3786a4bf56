import { describe, expect, it } from "vitest";
import { isHostAllowed } from "../../src/policy/exposure/hostAllowed.ts";
import {
  isEveryAddress,
  isLoopback,
  parseListenAddress,
  printListenAddress,
} from "../../src/policy/exposure/listenAddress.ts";

describe("an address to listen on", () => {
  it("is read as it is printed", () => {
    for (const text of ["127.0.0.1:7368", "[::1]:0", "[fe80::1]:80", "example.com:65535", "0.0.0.0:1"]) {
      const address = parseListenAddress(text);
      expect(address !== null && address !== "none" && printListenAddress(address), text).toBe(text);
    }
    expect(parseListenAddress("none")).toBe("none");
    expect(parseListenAddress("7400")).toEqual({ host: "127.0.0.1", port: 7400 });
  });

  it("is not guessed", () => {
    const wrong = [
      "",
      ":7368",
      "127.0.0.1",
      "localhost",
      "::1:80",
      "[::1]",
      "[x]:80",
      "a:b:80",
      "a:65536",
      "a:-1",
    ];
    for (const text of [...wrong, "a b:80", "-a:80", "none:80:", "http://a:80"])
      expect(parseListenAddress(text), text).toBeNull();
  });

  it("is loopback, or every address, by what it is", () => {
    for (const host of ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
      expect(isLoopback(host), host).toBe(true);
    for (const host of ["0.0.0.0", "::", "10.0.0.1", "127.example.com", "127.0.0.1.example.com"])
      expect(isLoopback(host), host).toBe(false);
    for (const host of ["0.0.0.0", "::", "0::0"]) expect(isEveryAddress(host), host).toBe(true);
    for (const host of ["127.0.0.1", "::1", "fe80::1"]) expect(isEveryAddress(host), host).toBe(false);
  });
});

describe("the header host", () => {
  const loopback = { listens: "127.0.0.1", hosts: ["shop.example.com"] };

  it("names this daemon by its address, localhost, or a name that it has", () => {
    for (const host of ["127.0.0.1:7368", "localhost", "LocalHost:1", "[::1]:7368", "shop.example.com:443"])
      expect(isHostAllowed(host, loopback), host).toBe(true);
    expect(isHostAllowed("[fe80::1]:7368", { listens: "fe80::1", hosts: [] })).toBe(true);
  });

  it("names another one in any other case", () => {
    const others = [
      "",
      "evil.example",
      "localhost.evil.example",
      "127.0.0.1.evil.example",
      "10.0.0.1",
      "::1",
    ];
    for (const host of [...others, "shop.example.com.evil", "shop.example.com:80:80", "a@localhost"])
      expect(isHostAllowed(host, loopback), host).toBe(false);
  });

  it("may be any IP address where the daemon listens on all: no other site can have one as its name", () => {
    const everywhere = { listens: "0.0.0.0", hosts: [] };
    for (const host of ["10.0.0.1:7368", "[fe80::1]"])
      expect(isHostAllowed(host, everywhere), host).toBe(true);
    for (const host of ["evil.example", "10.0.0.1.evil.example", "10.0.0.1@evil.example"])
      expect(isHostAllowed(host, everywhere), host).toBe(false);
  });
});
