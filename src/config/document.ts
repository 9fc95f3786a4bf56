import { Schema } from "effect";
import { key, map, names, needed } from "./keys.ts";
import { PartFile, parts, SecretFile, Strings, TreeFile } from "./language.ts";

/** A child as editors know it: a service or a supervisor, with or without what templates give it. */
const Child: Schema.Schema.AnyNoContext = map("{ command: ./server }", {
  use: key(Strings, parts.use),
  ...PartFile.fields,
  children: key(names(Schema.suspend(() => Child)), parts.children),
}).annotations({ identifier: "child" });

/** A child as part of an overlay, where null takes children away. */
const OverlaidChild: Schema.Schema.AnyNoContext = map("{ command: ./server }", {
  use: key(Strings, parts.use),
  ...PartFile.fields,
  children: key(names(Schema.NullOr(Schema.suspend(() => OverlaidChild))), parts.children),
}).annotations({ identifier: "overlaidChild" });

const { name, ...supervising } = TreeFile.fields;

const shared = {
  defaults: key(PartFile, parts.defaults),
  templates: key(names(Child), parts.templates),
  secrets: key(names(SecretFile), parts.secrets),
};

const Overlay = map("{ children: {} }", {
  ...supervising,
  ...shared,
  name: key(Schema.String, "What the tree is called."),
  children: key(names(Schema.NullOr(OverlaidChild)), parts.children),
});

/** The whole of `sentinel.yaml`, for editors and documentation; it is read part by part (`parseTree`). */
export const DocumentFile = map("{ name: shop, children: {} }", {
  version: key(Schema.Literal(1).annotations({ title: "`1`" }), parts.version, "1"),
  name,
  ...supervising,
  children: needed(names(Child), parts.children),
  ...shared,
  environments: key(names(Overlay), parts.environments),
  include: key(Strings, parts.include),
  env_file: key(Strings, parts.env_file),
});
