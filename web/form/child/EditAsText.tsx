interface EditAsTextProps {
  readonly onEditText: (() => void) | undefined;
  readonly className?: string;
}

/** Leads to the declaration in the text. */
export const EditAsText = ({ onEditText, className = "button" }: EditAsTextProps) =>
  onEditText === undefined ? null : (
    <button type="button" className={className} onClick={onEditText}>
      Edit as text
    </button>
  );
