export { word } from "../../domain/word.ts";
