// The queues of the profiles.
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failure } from '../fake/failure';
import { asked, atNoon } from './calendar';
import { open, openCalendar, type Opened } from './open';

beforeEach(atNoon);
afterEach(() => void vi.useRealTimers());

async function openQueue(story = 'calendar'): Promise<Opened> {
  const opened = await openCalendar(story);
  await opened.user.click(screen.getByRole('radio', { name: 'Queue' }));
  await screen.findByTestId('queue-save');
  return opened;
}

const disabled = (testid: string) => screen.getByTestId(testid).getAttribute('aria-disabled');

test('days and times are changed, and kept only when they are saved', async () => {
  const opened = await openQueue();
  const { user } = opened;
  expect(disabled('queue-save')).toBe('true');
  await user.click(screen.getByRole('button', { name: 'Sat' }));
  await user.click(screen.getByRole('button', { name: 'Remove 12:30' }));
  await fireEvent.input(screen.getByTestId('queue-time'), { target: { value: '07:45' } });
  await user.click(screen.getByTestId('queue-add'));
  expect(screen.getByText('Not saved yet')).toBeTruthy();
  expect(asked(opened, 'change_queue')).toEqual([]);
  await user.click(screen.getByTestId('queue-save'));
  await screen.findByText('The queue is saved.');
  expect(asked(opened, 'change_queue')).toMatchObject([
    {
      workspace_id: 'demo',
      zone: 'Europe/Berlin',
      slots: ['07:45', '09:00', '18:00'],
      days: [true, true, true, true, true, true, false],
      most_per_slot: 1,
    },
  ]);
  expect(disabled('queue-save')).toBe('true');
  expect(screen.getAllByTestId('slot')[0]?.textContent).toContain('07:45');
});

test('what was changed can be discarded', async () => {
  const { user } = await openQueue();
  const sunday = screen.getByRole('button', { name: 'Sun' });
  await user.click(sunday);
  expect(sunday.getAttribute('aria-pressed')).toBe('true');
  await user.click(screen.getByRole('button', { name: 'Discard the changes' }));
  expect(sunday.getAttribute('aria-pressed')).toBe('false');
});

test('a queue that is not accepted keeps what was written and says why', async () => {
  const { user } = await openQueue();
  const most = screen.getByTestId('queue-most');
  await fireEvent.input(most, { target: { value: '500' } });
  await user.click(screen.getByTestId('queue-save'));
  expect((await screen.findByTestId('queue-problem')).textContent).toContain('from 1 to 100');
  expect((most as HTMLInputElement).value).toBe('500');
  expect(disabled('queue-save')).toBeNull();
});

test('the next slots say what goes out in them and what is free', async () => {
  await openQueue();
  const slots = screen.getAllByTestId('slot');
  expect(slots).toHaveLength(20);
  expect(slots.some(({ textContent }) => textContent.includes('place free'))).toBe(true);
  expect(slots.some(({ textContent }) => textContent.includes('Full'))).toBe(true);
});

test('a queue without times says that it has no slots', async () => {
  await openQueue('calendar-no-queue');
  expect(screen.getByText('No times yet.')).toBeTruthy();
  expect(screen.queryByTestId('next-slots')).toBeNull();
});

test('another profile has another queue', async () => {
  const opened = await openQueue();
  const select = screen.getByTestId('queue-profile');
  const [, second] = within(select).getAllByRole('option');
  const value = second?.getAttribute('value') ?? '';
  await opened.user.selectOptions(select, value);
  await waitFor(() =>
    expect(asked(opened, 'get_queue').at(-1)).toMatchObject({ profile_id: value }),
  );
});

test('a queue that does not come says why, and comes when asked again', async () => {
  const { user, fail } = await openCalendar('calendar');
  fail('get_queue', failure('internal', 'The service does not answer.'));
  await user.click(screen.getByRole('radio', { name: 'Queue' }));
  await screen.findByText('The service does not answer.');
  fail('get_queue', null);
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByTestId('queue-save');
});

test('the palette leads to the calendar', async () => {
  const { user } = await open('calendar');
  await user.keyboard('{Control>}k{/Control}calendar{Enter}');
  await screen.findByTestId('month');
});
