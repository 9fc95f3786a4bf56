/**
 * The number of an instance in the command and the environment of a replicated child. Both are templates then
 * (`interpolatesReplica`): `${SENTINEL_REPLICA}` stands for the number, and `$$` right before `{SENTINEL_REPLICA}` for
 * one dollar sign. Nothing else is special, so all instances have one specification.
 */
export const replicaVariable = "SENTINEL_REPLICA";

/** The reference to the number in a template. */
export const replicaReference = `\${${replicaVariable}}`;

const use = /(\$+)\{SENTINEL_REPLICA\}/g;

/** The template of a text that contains no reference to the number. */
export const templateOf = (text: string): string =>
  text.replace(/\$+(?=\{SENTINEL_REPLICA\})/g, (dollars) => dollars + dollars);

/** The template with the number between each of these texts and the next. */
export const templateAround = (texts: ReadonlyArray<string>): string =>
  texts
    .map((text, index) => {
      const template = templateOf(text);
      return index === texts.length - 1 ? template : template.replace(/\$+$/, (dollars) => dollars + dollars);
    })
    .join(replicaReference);

/** The text of a template for the instance with this number. */
export const forReplica = (template: string, replica: string): string =>
  template.replace(use, (_, { length }: string) => {
    const kept = "$".repeat(Math.floor(length / 2));
    return `${kept}${length % 2 === 1 ? replica : "{SENTINEL_REPLICA}"}`;
  });
