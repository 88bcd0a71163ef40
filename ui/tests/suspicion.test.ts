// From "I think a key leaked" to a response that has begun.
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { failure } from '../fake/failure';
import { key } from '../fake/world';
import { suspicion } from '../src/state/suspicion.svelte';
import { open, row } from './open';
import { asked, choose, click } from './responding';

const question = (): string | undefined => screen.getByTestId('asking').dataset.question;

test('five clicks lead from the fear to the proof', async () => {
  const opened = await open('demo');
  await click(opened, 'leak-button');
  await choose(opened, 'staging');
  await click(opened, 'since-now');
  await click(opened, 'stop-yes');
  await click(opened, 'end-now');
  expect(await screen.findByTestId('proof')).toBeTruthy();
  expect(asked(opened, 'start_incident')).toEqual([
    { key_id: 'staging', exposed: 'now', can_stop: true },
  ]);
  expect(asked(opened, 'end_leaked_key')).toHaveLength(1);
});

test('from the menu of a key the first question is answered', async () => {
  const opened = await open('demo');
  await opened.user.click(within(await row('mcp-claude')).getByTestId('key-menu'));
  await click(opened, 'menu-leak');
  expect(question()).toBe('since');
  expect(suspicion.key?.name).toBe('mcp-claude');
});

test('a date is sent as the beginning of that day here, in UTC', async () => {
  const opened = await open('demo');
  await click(opened, 'leak-button');
  await choose(opened, 'staging');
  await click(opened, 'since-date');
  await fireEvent.input(screen.getByLabelText(/first day/), { target: { value: '2026-03-04' } });
  await click(opened, 'since-submit');
  await click(opened, 'stop-no');
  await screen.findByTestId('incident');
  expect(asked(opened, 'start_incident')).toEqual([
    {
      key_id: 'staging',
      exposed: 'since',
      since: new Date(2026, 2, 4).toISOString(),
      can_stop: false,
    },
  ]);
});

test('the second click of a double click answers nothing', async () => {
  const opened = await open('demo');
  await click(opened, 'leak-button');
  await choose(opened, 'staging');
  await fireEvent.click(screen.getByTestId('since-now'), { detail: 2 });
  expect(question()).toBe('since');
  await click(opened, 'since-now');
  await click(opened, 'stop-yes');
  await fireEvent.click(await screen.findByTestId('end-now'), { detail: 2 });
  expect(asked(opened, 'end_leaked_key')).toEqual([]);
});

test('leaving in the middle loses nothing, and Escape goes one question back', async () => {
  const opened = await open('demo');
  await click(opened, 'leak-button');
  await choose(opened, 'staging');
  await click(opened, 'since-today');
  await click(opened, 'nav-keys');
  await click(opened, 'nav-incident');
  expect(question()).toBe('stop');
  await opened.user.keyboard('{Escape}');
  expect(question()).toBe('since');
  await click(opened, 'change-key');
  expect(question()).toBe('key');
  await choose(opened, 'mcp-claude');
  expect(question()).toBe('stop');
  expect(suspicion.exposure).toEqual({ exposed: 'today' });
});

test('a paste makes Rust look, and the page reads nothing', async () => {
  const opened = await open('incident');
  await click(opened, 'leak-button');
  const field = await screen.findByTestId<HTMLInputElement>('identify-field');
  const paste = new Event('paste', { bubbles: true, cancelable: true });
  const read = vi.fn();
  Object.defineProperty(paste, 'clipboardData', { get: read });
  field.dispatchEvent(paste);
  expect(paste.defaultPrevented).toBe(true);
  expect(read).not.toHaveBeenCalled();
  expect(field.value).toBe('');
  // The story's clipboard holds the key that is being dealt with already.
  expect(await screen.findByTestId('incident')).toBeTruthy();
  expect(asked(opened, 'identify_key_from_clipboard')).toHaveLength(1);
});

test('the paste shortcut works without any field', async () => {
  const opened = await open('demo');
  await click(opened, 'leak-button');
  await screen.findByTestId('identify-field');
  await fireEvent.keyDown(document.body, { key: 'v', ctrlKey: true });
  expect(await screen.findByText('There is no key in what you copied.')).toBeTruthy();
  expect(asked(opened, 'identify_key_from_clipboard')).toHaveLength(1);
});

test('text dropped into the field stays out', async () => {
  const opened = await open('demo');
  await click(opened, 'leak-button');
  const field = await screen.findByTestId('identify-field');
  for (const inputType of ['insertFromDrop', 'insertFromPaste', 'insertFromYank']) {
    const insert = new InputEvent('beforeinput', { inputType, bubbles: true, cancelable: true });
    field.dispatchEvent(insert);
    expect(insert.defaultPrevented).toBe(true);
  }
});

test('a hint is asked for among all keys, and a late answer to another one is dropped', async () => {
  const opened = await open('demo');
  await click(opened, 'leak-button');
  const { hint } = key({ name: 'staging' });
  const release = opened.hold('identify_key');
  await opened.user.type(await screen.findByTestId('identify-field'), 'cdv_…0000');
  await waitFor(() => expect(asked(opened, 'identify_key')).toHaveLength(1));
  await opened.user.clear(screen.getByTestId('identify-field'));
  await opened.user.type(screen.getByTestId('identify-field'), hint ?? '');
  release();
  await waitFor(() => expect(asked(opened, 'identify_key').at(-1)).toEqual({ typed: hint }));
  expect(await screen.findByText('This fits.')).toBeTruthy();
  expect(screen.queryByText('No key of yours ends like this.')).toBeNull();
  expect(screen.getAllByTestId('suspect').map(({ dataset }) => dataset.keyName)).toEqual([
    'staging',
  ]);
});

test('a response that could not begin says why and keeps the answers', async () => {
  const opened = await open('demo');
  opened.fail('start_incident', failure('storage', 'The disk is full.', 'Make room.'));
  await click(opened, 'leak-button');
  await choose(opened, 'staging');
  await click(opened, 'since-now');
  await click(opened, 'stop-yes');
  expect(await screen.findByText('The disk is full.')).toBeTruthy();
  opened.fail('start_incident', null);
  await click(opened, 'stop-yes');
  expect(await screen.findByTestId('end-now')).toBeTruthy();
});

test('since when is corrected beside its clock, with the same questions and the same key', async () => {
  const opened = await open('incident');
  await click(opened, 'nav-incident');
  await click(opened, 'correct');
  expect(question()).toBe('since');
  expect(screen.queryByTestId('change-key')).toBeNull();
  const given = screen.getAllByRole('button', { current: true });
  expect(given.map(({ dataset }) => dataset.testid)).toEqual(['since-date']);
  await click(opened, 'since-unknown');
  await click(opened, 'stop-no');
  await screen.findByTestId('incident');
  expect(asked(opened, 'correct_incident')).toEqual([
    { incident_id: 'incident of staging', exposed: 'unknown', can_stop: false },
  ]);
  expect(asked(opened, 'start_incident')).toEqual([]);
  expect(screen.getByTestId('clock-out').textContent).toContain('unknown');
});

test('a correction that is left with Escape changes nothing and leads back', async () => {
  const opened = await open('incident');
  await click(opened, 'nav-incident');
  await click(opened, 'correct');
  await opened.user.keyboard('{Escape}');
  expect(await screen.findByTestId('incident')).toBeTruthy();
  expect(suspicion.key).toBeNull();
  expect(asked(opened, 'correct_incident')).toEqual([]);
});

test('answers about another key are not lost when it turns out to be one being dealt with', async () => {
  const opened = await open('incident');
  await click(opened, 'leak-button');
  await choose(opened, 'app-production');
  await click(opened, 'since-today');
  await click(opened, 'change-key');
  await choose(opened, 'staging');
  expect(question()).toBe('stop');
  await click(opened, 'stop-yes');
  await screen.findByTestId('incident');
  expect(asked(opened, 'start_incident')).toEqual([
    { key_id: 'staging', exposed: 'today', can_stop: true },
  ]);
});

test('a key that is being dealt with leads to its board', async () => {
  const opened = await open('incident');
  await click(opened, 'leak-button');
  await choose(opened, 'staging');
  expect(await screen.findByTestId('incident')).toBeTruthy();
  expect(asked(opened, 'start_incident')).toEqual([]);
});
