import type {
  AccountConflict,
  AnotherTree,
  FileChanged,
  FileNotWritten,
  InvalidConfiguration,
  InvalidLink,
  InvalidSettings,
  JournalError,
  LoginFailed,
  NoSuchAccount,
  NoSuchChild,
  NoSuchMachine,
  NoSuchRevision,
  NotPossible,
  NotSettled,
  PreconditionFailed,
  SettingsNotWritten,
  StaleRevision,
  TooManyAttempts,
} from "../../src/domain/Errors.ts";

/** What a route may refuse with, by its code: what programs go by. */
interface Refusals {
  readonly NoSuchChild: NoSuchChild;
  readonly NoSuchMachine: NoSuchMachine;
  readonly NoSuchRevision: NoSuchRevision;
  readonly NotPossible: NotPossible;
  readonly AnotherTree: AnotherTree;
  readonly InvalidConfiguration: InvalidConfiguration;
  readonly StaleRevision: StaleRevision;
  readonly PreconditionFailed: PreconditionFailed;
  readonly FileChanged: FileChanged;
  readonly FileNotWritten: FileNotWritten;
  readonly JournalError: JournalError;
  readonly NotSettled: NotSettled;
  readonly NoSuchAccount: NoSuchAccount;
  readonly AccountConflict: AccountConflict;
  readonly LoginFailed: LoginFailed;
  readonly InvalidLink: InvalidLink;
  readonly InvalidSettings: InvalidSettings;
  readonly SettingsNotWritten: SettingsNotWritten;
  readonly TooManyAttempts: TooManyAttempts;
}
export type RefusalCode = keyof Refusals;

/** The errors that stand for these codes. */
export type RefusalOf<Code extends RefusalCode> = Refusals[Code];
