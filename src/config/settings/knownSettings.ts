import { JSONSchema, Schema } from "effect";
import { defaultAddress, printListenAddress } from "../../policy/exposure/listenAddress.ts";
import { type Settings, SettingsFile } from "./settings.ts";

/** A known setting. */
interface KnownSetting {
  readonly key: keyof Settings;
  readonly description: string;
  /** In the form of the file; null: none. */
  readonly default: unknown;
}

const defaults: Readonly<Record<keyof Settings, unknown>> = {
  listen: printListenAddress(defaultAddress),
  tls: null,
  allow_insecure: false,
  public_url: null,
  hosts: [],
  trusted_proxy: null,
};

/** All settings, in the order of the documentation. */
export const knownSettings = (): ReadonlyArray<KnownSetting> => {
  const schema = JSONSchema.make(SettingsFile);
  const properties = "properties" in schema ? schema.properties : {};
  return (Object.keys(SettingsFile.fields) as Array<keyof Settings>).map((key) => ({
    key,
    description: properties[key]?.description ?? "",
    default: defaults[key],
  }));
};

/** The values of settings in the form of the file. */
export const writtenValues = (settings: Settings): Readonly<Record<string, unknown>> =>
  Schema.encodeSync(SettingsFile)(settings);
