import { JSONSchema, Schema } from "effect";
import { retentionOf } from "../../domain/stored/Retention.ts";
import { defaultAddress, printListenAddress } from "../../policy/exposure/listenAddress.ts";
import { type Settings, SettingsFile } from "./settings.ts";

/** A setting that there is. */
interface KnownSetting {
  readonly key: keyof Settings;
  readonly description: string;
  /** As it would be written; null: none. */
  readonly default: unknown;
}

const defaults: Readonly<Record<keyof Settings, unknown>> = {
  listen: printListenAddress(defaultAddress),
  tls: null,
  allow_insecure: false,
  public_url: null,
  hosts: [],
  trusted_proxy: null,
  retention: retentionOf(),
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

/** The values of settings as they would be written, each with all of its parts. */
export const writtenValues = (settings: Settings): Readonly<Record<string, unknown>> => {
  const { retention, ...others } = Schema.encodeSync(SettingsFile)(settings);
  return retention === undefined ? others : { ...others, retention: retentionOf(retention) };
};
