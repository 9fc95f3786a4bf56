import type { Field } from "../../schema/fields.ts";
import { isSecretName } from "../../shown.ts";

/** Whether an entry is a variable whose value is probably a secret. */
export const isSecret = ({ key }: Field, name: string): boolean => key === "env" && isSecretName(name);
