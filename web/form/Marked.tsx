/** A text of the schema, with code between backquotes. */
export const Marked = ({ text }: { readonly text: string }) =>
  text.split("`").map((part, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
      <code key={at}>{part}</code>
    ) : (
      part
    ),
  );
