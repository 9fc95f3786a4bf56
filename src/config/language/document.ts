import { Schema } from "effect";
import { SecretFile, Strings } from "./groups/running.ts";
import { key, map, names, required } from "./keys.ts";
import { PartFile, partMeanings, TreeFile } from "./language.ts";

/** A child for editors: a service or a supervisor. Keys may be missing, because templates can provide them. */
const Child: Schema.Schema.AnyNoContext = map("{ command: ./server }", {
  use: key(Strings, partMeanings.use),
  ...PartFile.fields,
  children: key(names(Schema.suspend(() => Child)), partMeanings.children),
}).annotations({ identifier: "child" });

/** A child in an overlay, where null removes children. */
const OverlaidChild: Schema.Schema.AnyNoContext = map("{ command: ./server }", {
  use: key(Strings, partMeanings.use),
  ...PartFile.fields,
  children: key(names(Schema.NullOr(Schema.suspend(() => OverlaidChild))), partMeanings.children),
}).annotations({ identifier: "overlaidChild" });

const { name, ...supervising } = TreeFile.fields;

const shared = {
  defaults: key(PartFile, partMeanings.defaults),
  templates: key(names(Child), partMeanings.templates),
  secrets: key(names(SecretFile), partMeanings.secrets),
};

const Overlay = map("{ children: {} }", {
  ...supervising,
  ...shared,
  name: key(Schema.String, "The name of the tree."),
  children: key(names(Schema.NullOr(OverlaidChild)), partMeanings.children),
});

/** The whole of `sentinel.yaml`, for editors and documentation. It is read in parts (`parseTree`). */
export const DocumentFile = map("{ name: shop, children: {} }", {
  version: key(Schema.Literal(1).annotations({ title: "`1`" }), partMeanings.version, "1"),
  name,
  ...supervising,
  children: required(names(Child), partMeanings.children),
  ...shared,
  environments: key(names(Overlay), partMeanings.environments),
  include: key(Strings, partMeanings.include),
  env_file: key(Strings, partMeanings.env_file),
});
