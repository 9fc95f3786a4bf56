interface ChangeButtonProps {
  readonly name: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

/** Opens an entry of a list beside it, and closes it again. */
export const ChangeButton = ({ name, isChosen, onChoose }: ChangeButtonProps) => (
  <button
    type="button"
    className="button ghost tiny"
    aria-label={`Change ${name}`}
    aria-pressed={isChosen}
    onClick={onChoose}
  >
    Change
  </button>
);
