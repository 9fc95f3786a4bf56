import { EditorView } from "@codemirror/view";

/**
 * Handles text typed over a selection. Left to the browser, the new text would keep the colours of the old one by a
 * `style` attribute, which the content security policy forbids.
 */
export const typeOver = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const { from, to, empty } = view.state.selection.main;
    const { data } = event;
    if (event.inputType !== "insertText" || data === null || empty || view.composing || view.state.readOnly)
      return false;
    event.preventDefault();
    const insert = () =>
      view.state.update(view.state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
    const isTaken = view.state
      .facet(EditorView.inputHandler)
      .some((handler) => handler(view, from, to, data, insert));
    if (!isTaken) view.dispatch(insert());
    return true;
  },
});
