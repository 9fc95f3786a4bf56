import { glyph } from "../ui/glyph.ts";

export const store = glyph;
