import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { failure } from '../fake/failure';
import { event } from '../fake/world';
import { type Opened, open } from './open';

async function settings(story = 'demo'): Promise<Opened> {
  const opened = await open(story);
  await opened.user.click(screen.getByTestId('nav-settings'));
  await screen.findAllByTestId('history-row');
  return opened;
}

test('the time until the clipboard is cleared can be changed', async () => {
  const { user, calls } = await settings();
  await user.selectOptions(screen.getByLabelText('Clear a copied key after'), '30');
  await waitFor(() =>
    expect(calls.at(-1)).toEqual({ name: 'change_settings', form: { clear_clipboard_after: 30 } }),
  );
});

test('the time to take a post back, and what pictures keep, can be changed', async () => {
  const opened = await settings();
  const { user, world } = opened;
  await user.selectOptions(
    screen.getByLabelText('Time to take a post back'),
    'None, it leaves at once',
  );
  await user.click(screen.getByLabelText('Remove place and camera from pictures'));
  await waitFor(() =>
    expect(world.app.settings).toMatchObject({ hold_seconds: 0, remove_metadata: false }),
  );
});

test('a setting that could not be kept says why and stays as it was', async () => {
  const { user, fail } = await settings();
  fail('change_settings', failure('internal', 'The disk is full.'));
  await user.selectOptions(screen.getByLabelText('Time to take a post back'), '60');
  expect((await screen.findByText('The disk is full.')).closest('[role=alert]')).toBeTruthy();
  await waitFor(() =>
    expect(screen.getByLabelText<HTMLSelectElement>('Time to take a post back').value).toBe('10'),
  );
});

test('a theme is chosen for the whole window', async () => {
  const { user } = await settings();
  await user.click(screen.getByRole('radio', { name: 'Dark' }));
  expect(document.documentElement.dataset.theme).toBe('dark');
  await user.click(screen.getByRole('radio', { name: 'As the system' }));
  expect(document.documentElement.dataset.theme).toBeUndefined();
});

test('a workspace is renamed', async () => {
  const { user } = await settings();
  await user.click(screen.getByRole('button', { name: 'Rename Brotfabrik' }));
  const name = screen.getByLabelText('Name of the workspace');
  await user.clear(name);
  await user.type(name, 'Bread{Enter}');
  expect(await screen.findByRole('button', { name: 'Rename Bread' })).toBeTruthy();
});

test('removing a workspace says what happens before it does it', async () => {
  const { user } = await settings();
  await user.click(screen.getByRole('button', { name: 'Remove Brotfabrik from Latchkey' }));
  expect(await screen.findByText(/leave the keychain/)).toBeTruthy();
  expect(screen.getByText('app-production, staging')).toBeTruthy();
  await user.click(screen.getByTestId('submit'));
  await waitFor(() => expect(screen.getAllByTestId('workspace')).toHaveLength(1));
});

test('the history is read page by page, newest first', async () => {
  const { user } = await settings();
  expect(screen.getAllByTestId('history-row')[0]?.dataset.seq).toBe('58');
  await user.click(screen.getByTestId('history-older'));
  await waitFor(() => expect(screen.getAllByTestId('history-row')).toHaveLength(40));
});

test('the history shows one kind of event only', async () => {
  const { user } = await settings();
  await user.selectOptions(screen.getByTestId('history-filter-kind'), 'key.copied');
  await waitFor(() => {
    const kinds = screen.getAllByTestId('history-row').map(({ dataset }) => dataset.kind);
    expect(new Set(kinds)).toEqual(new Set(['key.copied']));
  });
});

test('a new event appears by itself, and what was paged to stays', async () => {
  const { user, emit, world } = await settings();
  await user.click(screen.getByTestId('history-older'));
  world.events.unshift(event(59, { sentence: 'Something new happened.' }));
  await emit({ kind: 'history', view: 59 });
  expect(await screen.findByText('Something new happened.')).toBeTruthy();
  expect(screen.getAllByTestId('history-row')).toHaveLength(41);
});

test('verifying says what it found', async () => {
  const { user } = await settings('broken-history');
  await user.click(screen.getByTestId('history-verify'));
  const verification = await screen.findByTestId('verification');
  expect(verification.dataset.whole).toBe('false');
  expect(within(verification).getByText(/Event 17/)).toBeTruthy();
});

test('a history that was cut off is begun anew after a question', async () => {
  const { user, calls } = await settings('cut-off-history');
  await user.click(screen.getByTestId('history-verify'));
  await screen.findByTestId('verification');
  const banner = screen.getByTestId('banner-history');
  await user.click(within(banner).getByTestId('begin-anew'));
  const dialog = await screen.findByTestId('dialog-begin-anew');
  expect(within(dialog).getByText(/restored a backup/)).toBeTruthy();
  expect(within(dialog).getByText(/export it first/)).toBeTruthy();
  expect(calls.map(({ name }) => name)).not.toContain('begin_history_anew');
  await user.click(within(dialog).getByTestId('submit'));
  await waitFor(() => expect(screen.queryByTestId('banner-history')).toBeNull());
  expect(screen.queryByTestId('verification')).toBeNull();
});

test('a history that was changed in the middle cannot be begun anew', async () => {
  await settings('broken-history');
  expect(screen.getByTestId('banner-history')).toBeTruthy();
  expect(screen.queryByTestId('begin-anew')).toBeNull();
});

test('an export says where it went', async () => {
  const { user } = await settings();
  await user.click(screen.getByTestId('history-export'));
  expect((await screen.findByTestId('notice')).textContent).toContain('/home/mira/history.jsonl');
});

test('a workspace with posts that exist only here says why it stays', async () => {
  const { user, world } = await settings();
  const message = '2 of its posts exist only here.';
  world.hindrance = { message, remedy: '', next_try_at: null };
  await user.click(screen.getByRole('button', { name: 'Remove Fernweh Studio from Latchkey' }));
  const dialog = await screen.findByTestId('dialog-remove-workspace');
  expect(await within(dialog).findByText(message)).toBeTruthy();
  expect(within(dialog).getByTestId('submit').getAttribute('aria-disabled')).toBe('true');
});
