import { expect, it } from "vitest";
import { hiddenNames, withoutNames, withoutNamesIn } from "../../src/policy/hiddenNames.ts";

const paths = [
  "",
  "web",
  "web/api",
  "web/api#1",
  "web/db",
  "web/db/primary",
  "mail.queue",
  "shop",
  "shop/api",
];
const hidden = hiddenNames(["web/api"], paths);

it("the names of nodes out of scope are withheld, as paths and by themselves", () => {
  expect(withoutNames("restart of db: exit code 1", hidden)).toBe("restart of (withheld): exit code 1");
  expect(withoutNames("gave up on web/db: it is down.", hidden)).toBe("gave up on (withheld): it is down.");
  expect(withoutNames("It waits for mail.queue. `sentinel explain web/db/primary`", hidden)).toBe(
    "It waits for (withheld). `sentinel explain (withheld)`",
  );
  expect(withoutNames("port 80 of db#2", hidden)).toBe("port 80 of (withheld)");
});

it("what is the name of something in scope, or leads to it, is not withheld, nor are other words", () => {
  for (const text of ["restart of api: exit code 1", "web/api#1 is part of web", "the dbs in mail.queues"])
    expect(withoutNames(text, hidden)).toBe(text);
  expect(withoutNames("restart of db", hiddenNames(null, paths))).toBe("restart of db");
});

it("in an answer they are withheld in sentences, not in what a child has printed", () => {
  const answer = { items: [{ path: "web/api", reason: "restart of db", text: "db is slow" }] };
  expect(withoutNamesIn(answer, hidden)).toEqual({
    items: [{ path: "web/api", reason: "restart of (withheld)", text: "db is slow" }],
  });
  const explained = { sentences: ["It waits for db."], facts: { because: { of: ["web/db"] } } };
  expect(withoutNamesIn(explained, hidden)).toEqual({
    sentences: ["It waits for (withheld)."],
    facts: { because: { of: ["(withheld)"] } },
  });
});
