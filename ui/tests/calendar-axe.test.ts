// axe on every state of the calendar. happy-dom computes no colours: contrast is checked in the end-to-end
// tests, in the real window.
import { screen, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { atNoon, card, cell, face } from './calendar';
import { openCalendar } from './open';

vi.setConfig({ testTimeout: 60_000 });
beforeEach(atNoon);
afterEach(() => void vi.useRealTimers());

async function violations(): Promise<string[]> {
  const rules = { 'color-contrast': { enabled: false } };
  const { violations } = await axe.run(document.body, { rules });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const states = [
  ...['Month', 'Week', 'Agenda'].flatMap((layout) =>
    ['calendar', 'calendar-empty', 'calendar-long', 'calendar-clocks'].map((story) => [
      story,
      layout,
    ]),
  ),
  ['calendar-many', 'Month'],
  ['calendar', 'Queue'],
  ['calendar-no-queue', 'Queue'],
] as [string, string][];

test.each(states)('axe finds nothing in %s, %s', async (story, layout) => {
  const { user } = await openCalendar(story);
  await user.click(screen.getByRole('radio', { name: layout }));
  if (layout === 'Queue') await screen.findByTestId('queue-save');
  expect(await violations()).toEqual([]);
});

test('axe finds nothing while a card is held, by profile and by verdict', async () => {
  const { user } = await openCalendar('calendar');
  const draft = card('draft');
  if (draft) face(draft).focus();
  await user.keyboard(' {ArrowRight}');
  expect(await violations()).toEqual([]);
  await user.selectOptions(screen.getByTestId('colour-by'), 'verdict');
  expect(await violations()).toEqual([]);
});

test('axe finds nothing in the dialogs of the calendar', async () => {
  const { user } = await openCalendar('calendar');
  cell('2026-11-19').focus();
  await user.keyboard('{Enter}');
  const day = await screen.findByTestId('dialog-day');
  expect(await violations()).toEqual([]);
  const [menu] = within(day).getAllByTestId('card-menu');
  if (menu) await user.click(menu);
  expect(await violations()).toEqual([]);
  await user.click(screen.getByTestId('card-move'));
  await screen.findByTestId('dialog-move');
  expect(await violations()).toEqual([]);
});

test('axe finds nothing in the choice of a zone and in the keys', async () => {
  const { user } = await openCalendar('calendar');
  await user.click(screen.getByTestId('show-keys'));
  await screen.findByTestId('dialog-keys');
  expect(await violations()).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Close' }));
  await user.click(screen.getByTestId('zone'));
  await user.click(await screen.findByTestId('zone-field'));
  await user.keyboard('eur');
  expect(await violations()).toEqual([]);
});
