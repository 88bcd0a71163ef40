// The calendar: what it shows, and how one walks in it.
import { screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failure } from '../fake/failure';
import { navigation } from '../src/state/navigation.svelte';
import { asked, atNoon, cards, cell, face } from './calendar';
import { openCalendar } from './open';

beforeEach(atNoon);
afterEach(() => void vi.useRealTimers());

test('a day shows its cards with time, platforms and how they stand', async () => {
  await openCalendar('calendar');
  const [first] = cards('2026-11-19');
  expect(first?.textContent).toContain('07:00');
  expect(first?.textContent).toContain('Ig');
  const name = first && face(first).textContent;
  expect(name).toContain('Brotfabrik, Instagram, Facebook, LinkedIn');
  expect(name).toContain('Planned');
  expect(cell('2026-11-18').getAttribute('aria-current')).toBe('date');
});

test('a card shows with an icon whether it is out or waits', async () => {
  await openCalendar('calendar');
  /** Cards only point to their icon; what is drawn is what they point to. */
  const icons = (status: string) =>
    [...document.querySelectorAll(`[data-status="${status}"] use`)].map(
      (use) => document.querySelector(use.getAttribute('href') ?? '')?.classList,
    );
  for (const [status, icon] of [
    ['completed', 'lucide-circle-check'],
    ['scheduled', 'lucide-clock'],
  ] as const) {
    expect(icons(status).length, status).toBeGreaterThan(0);
    for (const classes of icons(status)) expect(classes).toContain(icon);
  }
});

test('the zone and its present time are always to be seen', async () => {
  const { user } = await openCalendar('calendar');
  for (const layout of ['Week', 'Agenda', 'Queue', 'Month']) {
    await user.click(screen.getByRole('radio', { name: layout }));
    expect(screen.getByTestId('zone').textContent).toMatch(/12:00.*Europe\/Berlin/);
  }
});

test('arrows walk by days and weeks, with one stop for the Tab key', async () => {
  const { user } = await openCalendar('calendar');
  const stops = () => document.querySelectorAll('[role=gridcell][tabindex="0"]');
  cell('2026-11-18').focus();
  await user.keyboard('{ArrowRight}');
  expect(document.activeElement).toBe(cell('2026-11-19'));
  await user.keyboard('{ArrowDown}{ArrowLeft}');
  expect(document.activeElement).toBe(cell('2026-11-25'));
  await user.keyboard('{Home}');
  expect(document.activeElement).toBe(cell('2026-11-23'));
  await user.keyboard('{End}');
  expect(document.activeElement).toBe(cell('2026-11-29'));
  expect(stops()).toHaveLength(1);
});

test('beyond the edge the page turns, and the keyboard stays on the day', async () => {
  const opened = await openCalendar('calendar');
  const { user } = opened;
  cell('2026-11-18').focus();
  await user.keyboard('{PageDown}');
  await waitFor(() => expect(document.activeElement).toBe(cell('2026-12-18')));
  expect(screen.getByTestId('period').textContent).toBe('December 2026');
  expect(asked(opened, 'calendar').at(-1)).toMatchObject({
    from: '2026-11-30',
    until: '2027-01-04',
  });
  await user.click(screen.getByTestId('today'));
  expect(screen.getByTestId('period').textContent).toBe('November 2026');
});

test('Tab goes into the day, up and down go through its cards, Escape goes out again', async () => {
  const { user } = await openCalendar('calendar');
  cell('2026-11-19').focus();
  await user.tab();
  expect(document.activeElement).toBe(within(cell('2026-11-19')).getByTestId('add'));
  await user.tab();
  const [first, second] = cards('2026-11-19');
  expect(document.activeElement).toBe(first && face(first));
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(second && face(second));
  await user.keyboard('{Escape}');
  expect(document.activeElement).toBe(cell('2026-11-19'));
});

test('Enter opens a day; where nothing is, a post begins', async () => {
  const opened = await openCalendar('calendar-long');
  const { user } = opened;
  cell('2026-11-19').focus();
  await user.keyboard('{Enter}');
  const day = await screen.findByTestId('dialog-day');
  expect(within(day).getAllByTestId('agenda-row')).toHaveLength(2);
  await user.click(within(day).getByRole('button', { name: 'Close' }));
  cell('2026-11-26').focus();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(navigation.screen).toBe('compose'));
  expect(asked(opened, 'new_draft')).toEqual([
    { workspace_id: 'demo', at: { date: '2026-11-26', time: '09:00', later: false } },
  ]);
  expect(navigation.openDraft).not.toBeNull();
});

test('a click on an empty day begins a post, but none in the past', async () => {
  const opened = await openCalendar('calendar-empty');
  await opened.user.click(cell('2026-11-12'));
  expect(asked(opened, 'new_draft')).toEqual([]);
  await opened.user.click(cell('2026-11-18'));
  await waitFor(() => expect(asked(opened, 'new_draft')).toHaveLength(1));
  expect(asked(opened, 'new_draft')[0]).toMatchObject({
    at: { date: '2026-11-18', time: '13:00' },
  });
});

test('a click on an hour of the week begins a post at it', async () => {
  const opened = await openCalendar('calendar-empty');
  await opened.user.click(screen.getByRole('radio', { name: 'Week' }));
  await opened.user.click(cell('2026-11-19', 15));
  await waitFor(() => expect(asked(opened, 'new_draft')).toHaveLength(1));
  expect(asked(opened, 'new_draft')[0]).toMatchObject({
    at: { date: '2026-11-19', time: '15:00' },
  });
});

test('a post opens in the activity, a draft in the composer', async () => {
  const { user } = await openCalendar('calendar');
  const [draft] = cards('2026-11-20').filter(({ dataset }) => dataset.card === 'draft');
  if (draft) await user.click(face(draft));
  expect(navigation.screen).toBe('compose');
  navigation.go('calendar');
  await screen.findByTestId('month');
  const [post] = cards('2026-11-19');
  if (post) await user.click(face(post));
  expect(navigation.screen).toBe('activity');
  expect(navigation.openPost).toMatch(/^post_/);
});

test('what has no room in a day is behind "more"', async () => {
  const { user } = await openCalendar('calendar-many');
  const full = cell('2026-11-19');
  expect(within(full).getAllByTestId('card')).toHaveLength(2);
  await user.click(within(full).getByTestId('more'));
  const rows = within(await screen.findByTestId('dialog-day')).getAllByTestId('agenda-row');
  expect(rows.length).toBeGreaterThan(30);
});

test('filters ask for less, and one button shows everything again', async () => {
  const opened = await openCalendar('calendar');
  const { user } = opened;
  await user.selectOptions(screen.getByTestId('filter-profile'), 'Brotfabrik');
  await user.selectOptions(screen.getByTestId('filter-verdict'), 'made_here');
  await waitFor(() =>
    expect(asked(opened, 'calendar').at(-1)).toMatchObject({
      profile: 'Brotfabrik',
      verdict: 'made_here',
    }),
  );
  await user.click(screen.getByTestId('show-all'));
  await waitFor(() => expect(cards('2026-11-19').length).toBeGreaterThan(0));
});

test('an empty month says so, and so do filters that nothing passes', async () => {
  const { user } = await openCalendar('calendar-empty');
  expect((await screen.findByTestId('nothing')).textContent).toContain('November 2026 is empty');
  await user.selectOptions(screen.getByTestId('filter-verdict'), 'not_mine');
  await waitFor(() =>
    expect(screen.getByTestId('nothing').textContent).toContain('No post passes these filters'),
  );
});

test('an answer that was overtaken is not shown', async () => {
  const opened = await openCalendar('calendar');
  const release = opened.hold('calendar');
  await opened.user.click(screen.getByTestId('after'));
  await opened.user.click(screen.getByTestId('today'));
  release();
  await waitFor(() => expect(cards('2026-11-19').length).toBeGreaterThan(0));
  expect(screen.getByTestId('period').textContent).toBe('November 2026');
});

test('a calendar that does not come says why, and comes when asked again', async () => {
  const { user, fail } = await openCalendar('calendar');
  fail('calendar', failure('internal', 'The disk cannot be read.'));
  await user.click(screen.getByTestId('after'));
  await screen.findByText('The disk cannot be read.');
  fail('calendar', null);
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(screen.queryByTestId('calendar-failure')).toBeNull());
});

test('when posts change, the calendar is read again', async () => {
  const opened = await openCalendar('calendar');
  const [before] = cards('2026-11-19');
  opened.world.calendar.cards = opened.world.calendar.cards.filter(
    ({ id }) => id !== before?.dataset.card,
  );
  const { activity } = await import('../src/state/activity.svelte');
  await activity.open('demo');
  if (activity.view) await opened.emit({ kind: 'activity', view: activity.view });
  await waitFor(() => expect(cards('2026-11-19')[0]?.dataset.card).not.toBe(before?.dataset.card));
});

test('the agenda lists the month by day', async () => {
  const { user } = await openCalendar('calendar');
  await user.click(screen.getByRole('radio', { name: 'Agenda' }));
  expect(screen.getAllByTestId('agenda-day')[0]?.textContent).toContain('November');
  expect(screen.getAllByTestId('agenda-row').length).toBeGreaterThan(3);
});

test('the text of a post is never anything but text', async () => {
  await openCalendar('calendar-long');
  expect(cell('2026-11-19').textContent).toContain('<img src=x onerror="alert(1)">');
  expect(document.querySelector('[data-testid=month] img[src=x]')).toBeNull();
});

test('the zone of the workspace is found by typing, and chosen with Enter', async () => {
  const opened = await openCalendar('calendar');
  const { user } = opened;
  await user.click(screen.getByTestId('zone'));
  const field = await screen.findByTestId('zone-field');
  await user.click(field);
  await user.keyboard('new york{Enter}');
  expect((field as HTMLInputElement).value).toContain('New York');
  await user.click(screen.getByTestId('submit'));
  await waitFor(() => expect(screen.getByTestId('zone').textContent).toContain('New York'));
  expect(asked(opened, 'set_zone')).toEqual([{ workspace_id: 'demo', zone: 'America/New_York' }]);
});

test('the computer’s own zone can be taken again', async () => {
  const opened = await openCalendar('calendar-clocks');
  await opened.user.click(screen.getByTestId('zone'));
  await opened.user.click(await screen.findByTestId('zone-field'));
  await opened.user.keyboard('as this computer{Enter}');
  await opened.user.click(screen.getByTestId('submit'));
  await waitFor(() => expect(asked(opened, 'set_zone')).toEqual([{ workspace_id: 'demo' }]));
});
