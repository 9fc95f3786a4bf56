import { expect, it } from "vitest";
import { memberships } from "../../src/adapters/node/process/users/accounts/linux.ts";

const groups = `root:x:0:
adm:x:4:syslog,anna
# a comment
video:x:44:anna
annas:x:1000:
other:x:50:annabel,joanna
broken
`;

// R16: these were dropped.
it("the groups of a user are those that name it as a member, whole names only", () => {
  expect(memberships(groups, "anna")).toEqual([4, 44]);
  expect(memberships(groups, "syslog")).toEqual([4]);
  expect(memberships(groups, "nobody")).toEqual([]);
});
