// Opens a dialog element on top of the window for as long as it is there. The first thing to fill in
// gets the focus; afterwards whatever had it before gets it back.
export function modal(dialog: HTMLDialogElement): () => void {
  const before = document.activeElement;
  dialog.showModal();
  dialog.querySelector<HTMLElement>('input:not([type=radio]), input:checked, textarea')?.focus();
  return () => {
    dialog.close();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
}
