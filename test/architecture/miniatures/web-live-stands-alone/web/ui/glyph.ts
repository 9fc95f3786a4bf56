export const glyph = "tick";
