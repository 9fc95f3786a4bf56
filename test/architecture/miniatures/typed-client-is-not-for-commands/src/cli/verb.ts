export { word } from "../client/typed/client.ts";
