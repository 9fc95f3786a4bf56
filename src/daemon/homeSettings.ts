import { createHash } from "node:crypto";
import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { Effect, Either, Layer } from "effect";
import { configFiles } from "../adapters/node/files/configFiles.ts";
import { readCertificate } from "../adapters/node/listen/certificate.ts";
import type { ConfigError } from "../config/diagnostics/ConfigError.ts";
import { limits } from "../config/diagnostics/limits.ts";
import { knownSettings, writtenValues } from "../config/settings/knownSettings.ts";
import { readSettingsText, type SettingsText } from "../config/settings/readSettings.ts";
import type { Settings } from "../config/settings/settings.ts";
import { settingsLines, withSettings } from "../config/settings/withSettings.ts";
import { InvalidSettings, PreconditionFailed, SettingsNotWritten } from "../domain/Errors.ts";
import type { SettingsView } from "../domain/view/SettingsView.ts";
import { homeFiles } from "../home/files.ts";
import { describeError } from "../home/folders.ts";
import { replaceFile } from "../home/replaceFile.ts";
import { printListenAddress } from "../policy/exposure/listenAddress.ts";
import { HomeSettings } from "../ports/home/HomeSettings.ts";
import { type ExposureOptions, exposureOf } from "./exposure.ts";

type Mistake = SettingsView["mistakes"][number];

/** The settings with which a daemon was started. */
interface StartedWith {
  readonly home: string;
  readonly settings: Settings;
  readonly options: ExposureOptions;
}

/** The current text of the file; empty if there is none. Left: why it can't be read. */
const textIn = (home: string): Either.Either<string, Mistake> => {
  const path = join(home, homeFiles.settings);
  if (!existsSync(path)) return Either.right("");
  return Either.mapLeft(configFiles(limits.fileBytes).read(path), (why) => ({
    ...{ key: "", message: `${homeFiles.settings} ${why}` },
    hint: "correct the file in the home, or remove it",
  }));
};

/** The options of the command line as settings. */
const optionValues = ({ listen, insecure }: ExposureOptions): Readonly<Record<string, unknown>> => ({
  ...(listen === undefined ? {} : { listen: listen === "none" ? listen : printListenAddress(listen) }),
  ...(insecure ? { allow_insecure: true } : {}),
});

/** The tag of the settings, which differs between texts, and between daemons that use other values. */
const tagFor = ({ settings, options }: Omit<StartedWith, "home">, text: string): string =>
  createHash("sha256")
    .update(JSON.stringify([writtenValues(settings), optionValues(options), text]))
    .digest("hex")
    .slice(0, 32);

/** The key whose value includes a line. */
const keyAt = (written: SettingsText["written"], line: number): string =>
  [...written].findLast(([, one]) => one.line <= line)?.[0] ?? "";

const mistakesIn = ({ written, errors }: Pick<SettingsText, "written" | "errors">): ReadonlyArray<Mistake> =>
  errors.map(({ line, message, hint }: ConfigError) => ({ key: keyAt(written, line), message, hint }));

/** Why a daemon would not start with these settings although they are well formed. */
const obstacleIn = (home: string, settings: Settings): Mistake | null => {
  const exposure = exposureOf(settings, {});
  if (Either.isLeft(exposure)) return { key: "listen", message: exposure.left, hint: null };
  // A self-signed one is created if it is missing.
  if (settings.tls === undefined || settings.tls === "self-signed") return null;
  const certificate = readCertificate(home, settings.tls, []);
  // The message must not contain folders of the machine.
  return typeof certificate === "string"
    ? { key: "tls", message: `TLS is impossible: ${certificate.replaceAll(`${home}/`, "")}`, hint: null }
    : null;
};

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const viewOf = (
  started: Omit<StartedWith, "home">,
  text: string,
  { settings: next, written, errors }: SettingsText,
): SettingsView => {
  const { settings, options } = started;
  const fromOptions = optionValues(options);
  const fromFile = writtenValues(settings);
  // No daemon starts with an invalid file, so the values of the next daemon are unknown.
  const later = next === null ? fromFile : writtenValues(next);
  const views = knownSettings().map(({ key, description, default: otherwise }) => {
    const here = written.get(key);
    const in_force = fromOptions[key] ?? fromFile[key] ?? otherwise;
    return {
      ...{ key, description, in_force },
      source: key in fromOptions ? "command line" : key in fromFile ? "file" : "default",
      written: here?.value ?? null,
      line: here?.line ?? null,
      takes_effect: "next daemon",
      pending: !isSame(in_force, fromOptions[key] ?? later[key] ?? otherwise),
    } as const;
  });
  return {
    file: homeFiles.settings,
    tag: tagFor(started, text),
    settings: views,
    restart_needed: views.some(({ pending }) => pending),
    mistakes: mistakesIn({ written, errors }),
  };
};

const invalid = (mistakes: ReadonlyArray<Mistake>): InvalidSettings =>
  new InvalidSettings({ message: mistakes.map(({ message }) => message).join("; "), mistakes });

/** The text of the file with new settings; or why they are not valid. */
const rewritten = (
  home: string,
  text: string,
  wanted: Readonly<Record<string, unknown>>,
): Either.Either<string, InvalidSettings> => {
  const given = readSettingsText(settingsLines(wanted), homeFiles.settings);
  if (given.settings === null) return Either.left(invalid(mistakesIn(given)));
  const obstacle = obstacleIn(home, given.settings);
  if (obstacle !== null) return Either.left(invalid([obstacle]));
  const found = readSettingsText(text, homeFiles.settings);
  // Only a map of keys can be rewritten, whereas invalid keys and values in it are replaced.
  const isMap = found.settings !== null || found.written.size > 0;
  if (!isMap) return Either.left(invalid(mistakesIn(found)));
  const made = withSettings(text, wanted);
  const { errors, written } = readSettingsText(made, homeFiles.settings);
  return errors.length > 0 ? Either.left(invalid(mistakesIn({ errors, written }))) : Either.right(made);
};

const put = (home: string, text: string): Effect.Effect<void, SettingsNotWritten> =>
  Effect.try({
    try: () => {
      const path = join(home, homeFiles.settings);
      // Writes through a symbolic link instead of replacing it.
      replaceFile(existsSync(path) ? realpathSync(path) : path, text);
    },
    catch: (error) =>
      new SettingsNotWritten({
        message: `${homeFiles.settings} can't be written: ${error instanceof Error ? describeError(error) : String(error)}`,
      }),
  });

const changedKeys = (before: string, after: string): ReadonlyArray<string> => {
  const [one, other] = [before, after].map((text) => readSettingsText(text, homeFiles.settings).written);
  const keys = new Set([...(one?.keys() ?? []), ...(other?.keys() ?? [])]);
  return [...keys].filter((key) => !isSame(one?.get(key)?.value, other?.get(key)?.value));
};

/** The settings of a home whose daemon was started with these. */
export const layer = (started: StartedWith): Layer.Layer<HomeSettings> =>
  Layer.succeed(
    HomeSettings,
    HomeSettings.of({
      read: Effect.sync(() =>
        Either.match(textIn(started.home), {
          onRight: (text) => viewOf(started, text, readSettingsText(text, homeFiles.settings)),
          onLeft: (mistake) => {
            const none = { settings: null, written: new Map(), errors: [] };
            return { ...viewOf(started, mistake.message, none), mistakes: [mistake] };
          },
        }),
      ),
      write: ({ settings, expected }) =>
        Effect.gen(function* () {
          const { home } = started;
          const text = yield* Either.mapLeft(textIn(home), (mistake) => invalid([mistake]));
          const current = tagFor(started, text);
          if (expected !== null && !expected.includes(current))
            return yield* new PreconditionFailed({
              current,
              message: "the settings have changed since they were read; read them again",
            });
          const after = yield* rewritten(home, text, settings);
          if (after !== text) yield* put(home, after);
          return changedKeys(text, after);
        }),
    }),
  );
