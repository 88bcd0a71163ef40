// Places an element of the top layer below its anchor, or above it where there is no room below.
const GAP = 4;
const MARGIN = 8;

export function placeBeside(
  element: HTMLElement,
  anchor: HTMLElement,
  align: 'start' | 'end',
): void {
  const beside = anchor.getBoundingClientRect();
  const { width, height } = element.getBoundingClientRect();
  const below = beside.bottom + GAP;
  const fits = below + height <= window.innerHeight - MARGIN;
  const top = fits ? below : Math.max(MARGIN, beside.top - GAP - height);
  const left = align === 'start' ? beside.left : beside.right - width;
  const rightmost = window.innerWidth - MARGIN - width;
  element.style.top = `${top}px`;
  element.style.left = `${Math.max(MARGIN, Math.min(left, rightmost))}px`;
}
