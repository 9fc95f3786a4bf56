import { ConfirmButton } from "../../../ui/buttons/ConfirmButton.tsx";

interface SaveButtonProps {
  /** Asked before changes that take rights away; null: they take none. */
  readonly question: string | null;
  readonly isChanged: boolean;
  readonly isSending: boolean;
  readonly onSave: () => void;
}

export const SaveButton = ({ question, isChanged, isSending, onSave }: SaveButtonProps) =>
  isChanged && question !== null ? (
    <ConfirmButton question={question} isSending={isSending} onConfirm={onSave}>
      Save
    </ConfirmButton>
  ) : (
    <button type="button" className="button primary" disabled={!isChanged || isSending} onClick={onSave}>
      Save
    </button>
  );
