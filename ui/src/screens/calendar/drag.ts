// Moves a card with the pointer. The browser's own dragging is not used: the window takes it for files
// that are dropped on it.
import type { CardView } from '../../ipc';
import { timeOf } from '../../lib/days';
import type { Board } from './board.svelte';
import type { Place } from './moves.svelte';

/** Pixels before a press becomes a drag, so that a click stays a click. */
const SLACK = 5;
/** How near to its edge a list begins to scroll, and by how much at a time. */
const EDGE = 36;
const STEP = 14;
/** Milliseconds over what turns the page until it turns, and turns again. */
const TURNS_AFTER = 700;

export function drag(start: PointerEvent, card: CardView, board: Board): void {
  if (start.button !== 0 || !(start.currentTarget instanceof HTMLElement)) return;
  const face = start.currentTarget;
  const scroller = face.closest<HTMLElement>('[data-scrolls]');
  let dragging = false;
  let last = start;
  let scrolling = 0;
  let turner: HTMLElement | null = null;
  let turning: ReturnType<typeof setInterval> | undefined;
  // A touch would keep all its events at the card; what is below the finger is what counts.
  if (face.hasPointerCapture?.(start.pointerId)) face.releasePointerCapture(start.pointerId);

  function move(event: PointerEvent): void {
    if (event.pointerId !== start.pointerId) return;
    last = event;
    if (!dragging) {
      const far = Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY);
      if (far < SLACK) return;
      if (!board.hand.take(card, 'pointer')) return end();
      dragging = true;
      scrolling = requestAnimationFrame(scroll);
    }
    board.pointer = { x: event.clientX, y: event.clientY };
    const place = placeUnder(event, card);
    if (place) board.hand.carry(place);
    linger(event);
  }

  /** Turns the page while the card is held over what turns it: a post may go to another month. */
  function linger({ target }: PointerEvent): void {
    const over = target instanceof Element ? target.closest<HTMLElement>('[data-turns]') : null;
    if (over === turner) return;
    clearInterval(turning);
    turner = over;
    if (over) turning = setInterval(() => over.click(), TURNS_AFTER);
  }

  function up(event: PointerEvent): void {
    if (event.pointerId !== start.pointerId) return;
    if (dragging) {
      // The click that follows is not one on the card.
      window.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => window.removeEventListener('click', swallow, { capture: true }));
      if (placeUnder(event, card)) void board.hand.drop();
      else board.hand.putBack();
    }
    end();
  }

  function key(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    if (dragging) board.hand.putBack();
    end();
  }

  /** The window lost the pointer: to another window, or because the browser took it. */
  function cancel({ type, target }: Event): void {
    if (type === 'blur' && target !== window) return;
    if (dragging) board.hand.putBack();
    end();
  }

  /** Scrolls while the card is held at the upper or lower edge. */
  function scroll(): void {
    scrolling = requestAnimationFrame(scroll);
    if (!scroller) return;
    const { top, bottom } = scroller.getBoundingClientRect();
    if (last.clientY < top + EDGE) scroller.scrollTop -= STEP;
    else if (last.clientY > bottom - EDGE) scroller.scrollTop += STEP;
  }

  function end(): void {
    cancelAnimationFrame(scrolling);
    clearInterval(turning);
    board.pointer = null;
    for (const [name, listener] of listeners) {
      window.removeEventListener(name, listener as EventListener, true);
    }
  }

  const listeners = [
    ['pointermove', move],
    ['pointerup', up],
    ['pointercancel', cancel],
    ['keydown', key],
    ['blur', cancel],
  ] as const;
  for (const [name, listener] of listeners) {
    window.addEventListener(name, listener as EventListener, true);
  }
}

/** What the pointer is over: a day keeps the card's time, an hour has four quarters. */
function placeUnder({ target, clientY }: PointerEvent, card: CardView): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-date]') : null;
  const date = cell?.dataset.date;
  if (!cell || !date) return null;
  if (cell.dataset.hour === undefined) return { date, time: card.time };
  const { top, height } = cell.getBoundingClientRect();
  const part = height > 0 ? (clientY - top) / height : 0;
  const quarter = Math.max(0, Math.min(3, Math.floor(part * 4)));
  return { date, time: timeOf(Number(cell.dataset.hour) * 60 + quarter * 15) };
}

function swallow(event: Event): void {
  event.stopPropagation();
  event.preventDefault();
}
