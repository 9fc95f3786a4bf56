/** The place of the rows of a table that are not in the document. `height`: in px. */
export const Gap = ({ height, columns }: { readonly height: number; readonly columns: number }) =>
  height === 0 ? null : (
    <tr>
      <td className="gap" colSpan={columns} style={{ height }} />
    </tr>
  );
