// Moving a post to another time: with the pointer, with the keys, and by writing the time.
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failure } from '../fake/failure';
import type { Opened } from './open';
import { asked, atNoon, card, cards, cell, dayOf, face } from './calendar';
import { openCalendar } from './open';

beforeEach(atNoon);
afterEach(() => void vi.useRealTimers());

/** A draft for Friday, 10:30. */
const DRAFT = 'draft';

/** The part of the draft that is pressed. */
function draft(): HTMLElement {
  const found = card(DRAFT);
  if (!found) throw new Error('the draft is drawn');
  return face(found);
}

const said = (): string => screen.getByTestId('said').textContent;
const to = (date: string, time: string) => ({ date, time, later: false });

async function drag({ user }: Opened, target: HTMLElement, clientY = 0): Promise<void> {
  await user.pointer([
    { keys: '[MouseLeft>]', target: draft(), coords: { clientX: 0, clientY: 0 } },
    { target, coords: { clientX: 200, clientY } },
  ]);
}

async function letGo({ user }: Opened, target: HTMLElement, clientY = 0): Promise<void> {
  await user.pointer([{ keys: '[/MouseLeft]', target, coords: { clientX: 200, clientY } }]);
}

async function inWeek(story = 'calendar'): Promise<Opened> {
  const opened = await openCalendar(story);
  await opened.user.click(screen.getByRole('radio', { name: 'Week' }));
  return opened;
}

test('the keys take a card up, carry it, say where it is, and let it go', async () => {
  const opened = await openCalendar('calendar');
  draft().focus();
  await opened.user.keyboard(' ');
  expect(said()).toContain('Holding “Christmas stollen');
  await opened.user.keyboard('{ArrowRight}{ArrowDown}');
  await waitFor(() => expect(said()).toContain('Sat, Nov 28, 10:30'));
  expect(dayOf(DRAFT)).toBe('2026-11-28');
  expect(asked(opened, 'move_card')).toEqual([]);
  await opened.user.keyboard('{Enter}');
  await waitFor(() =>
    expect(asked(opened, 'move_card')).toEqual([
      { workspace_id: 'demo', card_id: DRAFT, to: to('2026-11-28', '10:30') },
    ]),
  );
  expect((await screen.findByTestId('notice')).textContent).toContain('Moved to Sat, Nov 28');
  expect(dayOf(DRAFT)).toBe('2026-11-28');
  expect(document.activeElement).toBe(draft());
});

test('Escape puts a card back, and the keyboard stays with it', async () => {
  const opened = await openCalendar('calendar');
  draft().focus();
  await opened.user.keyboard(' {ArrowRight}{ArrowRight}{Escape}');
  expect(dayOf(DRAFT)).toBe('2026-11-20');
  expect(said()).toBe('Put back where it was.');
  await waitFor(() => expect(document.activeElement).toBe(draft()));
  expect(asked(opened, 'move_card')).toEqual([]);
});

test('where it cannot stand, it is said why, and the card is still held', async () => {
  const opened = await openCalendar('calendar');
  draft().focus();
  await opened.user.keyboard(' {ArrowUp}');
  await waitFor(() => expect(said()).toContain('This time is in the past.'));
  await opened.user.keyboard('{Enter}');
  await waitFor(() => expect(said()).toContain('It is still held.'));
  expect(cell('2026-11-13').className).toContain('refused');
  await opened.user.keyboard('{ArrowDown}{ArrowRight}{Enter}');
  await waitFor(() => expect(dayOf(DRAFT)).toBe('2026-11-21'));
  expect(asked(opened, 'move_card')).toHaveLength(1);
});

test('a card is carried into the next month', async () => {
  const opened = await openCalendar('calendar');
  draft().focus();
  await opened.user.keyboard(' {PageDown}');
  expect(screen.getByTestId('period').textContent).toBe('December 2026');
  expect(dayOf(DRAFT)).toBe('2026-12-20');
  await opened.user.keyboard(' ');
  await waitFor(() => expect(asked(opened, 'move_card')).toHaveLength(1));
  await waitFor(() => expect(dayOf(DRAFT)).toBe('2026-12-20'));
});

test('in a week the keys carry a card by quarters of an hour', async () => {
  const opened = await inWeek();
  draft().focus();
  await opened.user.keyboard(' {ArrowDown}{ArrowDown}{ArrowDown}');
  await waitFor(() => expect(said()).toContain('Fri, Nov 20, 11:15'));
  await opened.user.keyboard('{ArrowRight}{Enter}');
  await waitFor(() =>
    expect(asked(opened, 'move_card')).toMatchObject([{ to: to('2026-11-21', '11:15') }]),
  );
});

test('after the last quarter of a day comes the first one of the next', async () => {
  const opened = await inWeek('calendar-long');
  const [late] = cards('2026-11-18');
  if (late) face(late).focus();
  await opened.user.keyboard(' {ArrowDown}');
  await waitFor(() => expect(said()).toContain('Thu, Nov 19, 00:00'));
});

test('the pointer carries a card to another day, where it stands at once', async () => {
  const opened = await openCalendar('calendar');
  const answer = opened.hold('move_card');
  await drag(opened, cell('2026-11-26'));
  expect(screen.getByTestId('ghost').textContent).toContain('Thursday, November 26, 10:30');
  await letGo(opened, cell('2026-11-26'));
  await waitFor(() => expect(dayOf(DRAFT)).toBe('2026-11-26'));
  expect(draft().getAttribute('aria-busy')).toBe('true');
  answer();
  await screen.findByTestId('notice');
  await waitFor(() => expect(draft().getAttribute('aria-busy')).toBeNull());
  expect(dayOf(DRAFT)).toBe('2026-11-26');
  expect(screen.queryByTestId('ghost')).toBeNull();
});

test('held over the arrow that turns the page, a card goes to another month', async () => {
  const opened = await openCalendar('calendar');
  await drag(opened, screen.getByTestId('after'));
  await waitFor(() => expect(screen.getByTestId('period').textContent).toBe('December 2026'));
  await opened.user.pointer({ target: cell('2026-12-10'), coords: { clientX: 300, clientY: 0 } });
  await letGo(opened, cell('2026-12-10'));
  await waitFor(() => expect(dayOf(DRAFT)).toBe('2026-12-10'));
  expect(asked(opened, 'move_card')).toMatchObject([{ to: to('2026-12-10', '10:30') }]);
});

test('a press without a move is a click, and a drag is none', async () => {
  const opened = await openCalendar('calendar');
  await drag(opened, cell('2026-11-26'));
  await letGo(opened, cell('2026-11-26'));
  await waitFor(() => expect(asked(opened, 'move_card')).toHaveLength(1));
  expect(asked(opened, 'new_draft')).toEqual([]);
  await screen.findByTestId('month');
  await opened.user.click(draft());
  await waitFor(() => expect(screen.queryByTestId('month')).toBeNull());
});

test('a card that the service refuses goes back, and it is said why', async () => {
  const opened = await openCalendar('calendar-refused');
  await drag(opened, cell('2026-11-26'));
  await letGo(opened, cell('2026-11-26'));
  expect((await screen.findByTestId('notice')).textContent).toContain('is being published right');
  await waitFor(() => expect(dayOf(DRAFT)).toBe('2026-11-20'));
  expect(screen.queryByTestId('undo')).toBeNull();
});

test('nothing can be dropped on the past', async () => {
  const opened = await openCalendar('calendar');
  await drag(opened, cell('2026-11-12'));
  await waitFor(() => expect(cell('2026-11-12').className).toContain('refused'));
  await letGo(opened, cell('2026-11-12'));
  expect((await screen.findByTestId('notice')).textContent).toContain('in the past');
  expect(dayOf(DRAFT)).toBe('2026-11-20');
  expect(asked(opened, 'move_card')).toEqual([]);
});

test('Escape ends a drag, and so does letting go beside the calendar', async () => {
  const opened = await openCalendar('calendar');
  await drag(opened, cell('2026-11-26'));
  await opened.user.keyboard('{Escape}');
  await letGo(opened, cell('2026-11-26'));
  await drag(opened, cell('2026-11-26'));
  await letGo(opened, screen.getByTestId('period'));
  expect(screen.queryByTestId('ghost')).toBeNull();
  expect(asked(opened, 'move_card')).toEqual([]);
});

test('in a week the pointer finds the quarter of the hour', async () => {
  const opened = await inWeek();
  const target = cell('2026-11-21', 14);
  target.getBoundingClientRect = () => ({ top: 100, height: 40 }) as DOMRect;
  await drag(opened, target, 131);
  await letGo(opened, target, 131);
  await waitFor(() =>
    expect(asked(opened, 'move_card')).toMatchObject([{ to: to('2026-11-21', '14:45') }]),
  );
});

test('before it is let go, clashes are said', async () => {
  const opened = await inWeek();
  draft().focus();
  await opened.user.keyboard(' {ArrowRight}');
  for (let quarter = 0; quarter < 6; quarter += 1) await opened.user.keyboard('{ArrowUp}');
  await waitFor(() => expect(said()).toContain('Another post of Café Lindenhof goes out at 09:00'));
});

test.each(['notice', 'button', 'keys'])('a move is undone by %s', async (by) => {
  const opened = await openCalendar('calendar');
  draft().focus();
  await opened.user.keyboard(' {ArrowRight}{Enter}');
  await waitFor(() => expect(screen.getByTestId('undo').title).toContain('Fri, Nov 20, 10:30'));
  if (by === 'keys') await opened.user.keyboard('{Control>}z{/Control}');
  else if (by === 'button') await opened.user.click(screen.getByTestId('undo'));
  else await opened.user.click(screen.getByTestId('notice-action'));
  await waitFor(() => expect(dayOf(DRAFT)).toBe('2026-11-20'));
  expect(asked(opened, 'undo_move')).toEqual([{ workspace_id: 'demo' }]);
  expect(screen.queryByTestId('undo')).toBeNull();
});

test('with nothing to undo, that is said and nothing is asked', async () => {
  const opened = await openCalendar('calendar');
  cell('2026-11-20').focus();
  await opened.user.keyboard('{Control>}z{/Control}');
  expect((await screen.findByTestId('notice')).textContent).toContain('nothing to undo');
  expect(asked(opened, 'undo_move')).toEqual([]);
});

test('a card that cannot be moved says why', async () => {
  const opened = await openCalendar('calendar');
  const [fixed] = cards('2026-11-16');
  if (fixed) face(fixed).focus();
  await opened.user.keyboard(' ');
  expect((await screen.findByTestId('notice')).textContent).toContain('out already');
  expect(asked(opened, 'check_move')).toEqual([]);
});

test('a time that is written is checked before it can be sent', async () => {
  const opened = await openCalendar('calendar');
  const { user } = opened;
  const menu = card(DRAFT);
  if (menu) await user.click(within(menu).getByTestId('card-menu'));
  await user.click(screen.getByTestId('card-move'));
  const submit = await screen.findByTestId('submit');
  expect(submit.getAttribute('aria-disabled')).toBe('true');
  await fireEvent.input(screen.getByTestId('move-date'), { target: { value: '2026-11-17' } });
  await waitFor(() => expect(screen.getByTestId('move-answer').textContent).toContain('past'));
  expect(submit.getAttribute('aria-disabled')).toBe('true');
  await fireEvent.input(screen.getByTestId('move-date'), { target: { value: '2026-11-24' } });
  await fireEvent.input(screen.getByTestId('move-time'), { target: { value: '15:20' } });
  await waitFor(() => expect(submit.getAttribute('aria-disabled')).toBeNull());
  await user.click(submit);
  await waitFor(() =>
    expect(asked(opened, 'move_card')).toEqual([
      { workspace_id: 'demo', card_id: DRAFT, to: to('2026-11-24', '15:20') },
    ]),
  );
  await waitFor(() => expect(dayOf(DRAFT)).toBe('2026-11-24'));
});

test('of a time the clock shows twice, the person says which', async () => {
  const opened = await openCalendar('calendar');
  opened.world.calendar.clocks['2026-11-24'] = 'The clocks go back: 02:00 to 03:00 comes twice.';
  draft().focus();
  await opened.user.keyboard('m');
  await fireEvent.input(await screen.findByTestId('move-date'), {
    target: { value: '2026-11-24' },
  });
  await fireEvent.input(screen.getByTestId('move-time'), { target: { value: '03:30' } });
  await fireEvent.input(screen.getByTestId('move-time'), { target: { value: '02:30' } });
  await opened.user.click(await screen.findByRole('radio', { name: 'The second time' }));
  opened.world.calendar.clocks = {};
  await waitFor(() =>
    expect(asked(opened, 'check_move').at(-1)).toMatchObject({
      to: { date: '2026-11-24', time: '02:30', later: true },
    }),
  );
});

test('a card at the second of two equal times says so, and can be put at the first', async () => {
  const opened = await openCalendar('calendar');
  const card = opened.world.calendar.cards.find(({ id }) => id === 'draft');
  if (!card) throw new Error('There is no draft');
  [card.time, card.later] = ['02:30', true];
  opened.world.calendar.clocks[card.date] = 'The clocks go back: 02:00 to 03:00 comes twice.';
  await opened.user.click(screen.getByTestId('after'));
  await opened.user.click(screen.getByTestId('today'));
  await waitFor(() => draft());
  draft().focus();
  await opened.user.keyboard('m');
  const second = await screen.findByRole<HTMLInputElement>('radio', { name: 'The second time' });
  expect(second.checked || second.getAttribute('aria-checked') === 'true').toBe(true);
  await opened.user.click(screen.getByRole('radio', { name: 'The first time' }));
  await waitFor(() =>
    expect(asked(opened, 'check_move').at(-1)).toMatchObject({ to: { later: false } }),
  );
});

test('a move whose check fails puts the card back and says so', async () => {
  const opened = await openCalendar('calendar');
  opened.fail('check_move', failure('internal', 'The disk cannot be read.'));
  await drag(opened, cell('2026-11-26'));
  await letGo(opened, cell('2026-11-26'));
  expect((await screen.findAllByTestId('notice'))[0]?.textContent).toContain('The disk');
  await waitFor(() => expect(screen.queryByTestId('ghost')).toBeNull());
  expect(dayOf(DRAFT)).toBe('2026-11-20');
  expect(asked(opened, 'move_card')).toEqual([]);
});
