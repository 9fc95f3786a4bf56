import { vi } from "vitest";
import { perform } from "../../src/cli/verbs/file/configImport.ts";

/** `sentinel config import` with what it prints, in this process. */
export const runImport = async (...typed: ReadonlyArray<string>) => {
  let out = "";
  let err = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    err += String(text);
    return true;
  });
  const code = await perform(typed).catch((error: { code: number; message: string }) => {
    err += error.message;
    return error.code;
  });
  vi.restoreAllMocks();
  return { code, out, err };
};
