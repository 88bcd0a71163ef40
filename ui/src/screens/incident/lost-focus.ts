// Gives the focus to what took the place of the thing that had it, so that the keyboard and the
// screen reader stay where the person is.
export function takeLostFocus(element: HTMLElement | null | undefined): void {
  if (element && document.activeElement === document.body) element.focus();
}
