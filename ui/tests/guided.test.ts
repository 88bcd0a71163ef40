import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { creation } from '../fake/world';
import { open, row } from './open';

test('the guide names the steps, opens the page and says what is on the clipboard', async () => {
  const { user, calls } = await open('guided');
  const guide = await screen.findByTestId('creation');
  expect(within(guide).getAllByRole('listitem')).toHaveLength(3);
  expect(within(guide).getByTestId('sighting').textContent).toContain('login token');
  await user.click(within(guide).getByTestId('guided-open'));
  expect(calls.at(-1)).toEqual({ name: 'open_dashboard', form: { workspace_id: 'client' } });
});

test('the wrong thing on the clipboard is refused in place', async () => {
  const { user } = await open('guided');
  await user.click(await screen.findByTestId('guided-take'));
  expect((await screen.findByRole('alert')).textContent).toContain('no key on the clipboard');
});

test('a key seen on the clipboard is taken with one click', async () => {
  const { user, emit, world } = await open('guided');
  await screen.findByTestId('creation');
  const sighting = { usable: true, hint: 'cdv_…e81c', message: 'There is a key.', remedy: '' };
  const board = world.boards.client;
  if (!board) throw new Error('the client has a board');
  board.creations = [creation({ name: 'mcp-claude', sighting })];
  await emit({ kind: 'keys', view: board });
  await screen.findByText('There is a key.');
  await user.click(screen.getByTestId('guided-take'));
  await row('mcp-claude');
  await waitFor(() => expect(screen.queryByTestId('creation')).toBeNull());
});

test('calling off says what to do with a key that was made already', async () => {
  const { user } = await open('guided');
  await user.click(await screen.findByTestId('creation-cancel'));
  await screen.findByText(/If you have already made mcp-claude on the service’s page, delete it/);
  expect(screen.queryByTestId('creation')).toBeNull();
});
