// A setup file of the nightly run (vitest.config.ts): for properties that don't say how many examples they need.
import fc from "fast-check";
import { examples } from "./examples.ts";

fc.configureGlobal(examples(100));
