/** The rule for names of children, in a sentence. */
export const nameRule = "Letters, digits, . _ and -, beginning with a letter or digit.";

const legalName = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const longestName = 64;

/** Why a child can't have this name beside its siblings; null if it can. */
export const nameFlaw = (name: string, siblings: ReadonlyArray<string>): string | null => {
  if (name === "") return "it needs a name";
  if (!legalName.test(name)) return "use letters, digits, . _ and -, beginning with a letter or digit";
  if (name.length > longestName) return `use at most ${longestName} characters`;
  return siblings.includes(name) ? `there is a ${name} already` : null;
};
