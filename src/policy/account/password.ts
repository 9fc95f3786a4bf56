/** In characters. NIST SP 800-63B (section 3.1.1.2) requires 15 for a password alone and 8 with a second factor. */
const shortest = 12;
/** In characters; only so that no request has a megabyte hashed. */
const longest = 1_024;

/** Among the passwords that are long enough, those that attackers try first. */
const common = [
  "password",
  "passwort",
  "sentinel",
  "qwertyuiop",
  "qwertzuiop",
  "asdfghjkl",
  "abcdefghijklmnopqrstuvwxyz",
  "1234567890",
  "0987654321",
  "letmein",
  "welcome",
  "iloveyou",
  "administrator",
  "admin",
  "changeme",
];

/** A password without common words and without repetitions. */
const surprising = (password: string): string => {
  const lower = password.toLowerCase();
  const rest = common.reduce((left, word) => left.replaceAll(word, ""), lower);
  return rest.replace(/(.{1,4}?)\1+/gu, "$1");
};

/**
 * What is wrong with a password for an account, and what to do; null if nothing. It must be long, must not be the
 * account's name, and must not be among those that attackers try first. There are no rules for its composition (NIST SP
 * 800-63B).
 */
export const passwordProblem = (password: string, user: string): string | null => {
  const { length } = [...password];
  if (length < shortest)
    return `has ${length} characters; use at least ${shortest}, such as four words that have nothing to do with each other`;
  if (length > longest) return `has more than ${longest} characters`;
  const without = password.toLowerCase().replaceAll(user.toLowerCase(), "");
  if ([...without].length < shortest / 2) return "is little more than the user's name; choose another one";
  if ([...surprising(without)].length < shortest / 2) return "is easily guessed; choose another one";
  return null;
};
