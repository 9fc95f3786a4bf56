/** JSON with comments and without, as YAML: comments become blanks, so that places stay right. */
export const withoutComments = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, (found) =>
    found.startsWith("/") ? found.replace(/[^\n]/g, " ") : found,
  );
