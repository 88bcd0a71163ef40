import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { failure } from '../fake/failure';
import { board, key, workspace } from '../fake/world';
import { open, row, rowNames } from './open';

test('keys in use come by name, the revoked ones after them', async () => {
  await open('demo');
  await row('staging');
  expect(rowNames()).toEqual([
    'app-production',
    'automation-n8n',
    'mcp-claude',
    'staging',
    'old-website',
  ]);
});

test('the search looks into names, purposes and places, and can be taken back', async () => {
  const { user } = await open('demo');
  await row('staging');
  await user.keyboard('/newsletter');
  expect(rowNames()).toEqual(['app-production']);
  await user.keyboard(' nowhere');
  await user.click(screen.getByRole('button', { name: 'Show all keys' }));
  expect(rowNames()).toHaveLength(5);
});

test('a filter shows one environment only', async () => {
  const { user } = await open('demo');
  await row('staging');
  const filter = screen.getByLabelText('Show only keys for this environment');
  await user.selectOptions(filter, 'development');
  expect(rowNames()).toEqual(['mcp-claude']);
});

test('arrows and j/k walk through the rows, Enter opens the details', async () => {
  const { user } = await open('demo');
  const first = within(await row('app-production')).getByRole('button', { name: /Details of/ });
  first.focus();
  await user.keyboard('{ArrowDown}jk{Enter}');
  const details = await screen.findByTestId('key-details');
  expect(details.dataset.keyName).toBe('automation-n8n');
  await user.click(within(details).getByRole('button', { name: 'Close details' }));
  expect(screen.queryByTestId('key-details')).toBeNull();
});

test('a letter in a row acts on its key, a letter in a field does not', async () => {
  const { user, calls } = await open('demo');
  const copies = () => calls.filter(({ name }) => name === 'copy_key');
  within(await row('staging'))
    .getByRole('button', { name: /Details of/ })
    .focus();
  await user.keyboard('c');
  await waitFor(() =>
    expect(copies()).toEqual([{ name: 'copy_key', form: { key_id: 'staging' } }]),
  );
  await user.keyboard('/c');
  expect(copies()).toHaveLength(1);
});

test('a copied key is shown with its name and can be taken off at once', async () => {
  const { user, calls } = await open('demo');
  await user.click(within(await row('staging')).getByTestId('row-copy'));
  const toast = await screen.findByTestId('clipboard-toast');
  expect(within(toast).getByRole('status').textContent).toContain('10 seconds');
  await user.click(screen.getByTestId('clipboard-clear'));
  await waitFor(() => expect(screen.queryByTestId('clipboard-toast')).toBeNull());
  expect(calls.map(({ name }) => name)).toContain('clear_clipboard');
});

test('the toast goes when Rust says that the clipboard is clear', async () => {
  const { user, emit } = await open('demo');
  await user.click(within(await row('staging')).getByTestId('row-copy'));
  await screen.findByTestId('clipboard-toast');
  await emit({ kind: 'clipboard', view: null });
  await waitFor(() => expect(screen.queryByTestId('clipboard-toast')).toBeNull());
});

test('a double click asks once', async () => {
  const { user, calls, hold } = await open('demo');
  const release = hold('copy_key');
  const copy = within(await row('staging')).getByTestId('row-copy');
  await user.dblClick(copy);
  expect(copy.getAttribute('aria-busy')).toBe('true');
  release();
  await screen.findByTestId('clipboard-toast');
  expect(calls.filter(({ name }) => name === 'copy_key')).toHaveLength(1);
});

test('a failed action says what to do and stays until it is dismissed', async () => {
  const { user, fail } = await open('demo');
  fail('copy_key', failure('keychain_locked', 'The keychain is locked.', 'Unlock it first.'));
  await user.click(within(await row('staging')).getByTestId('row-copy'));
  const notice = await screen.findByTestId('notice');
  expect(notice.textContent).toContain('Unlock it first.');
  await user.click(within(notice).getByRole('button'));
  expect(screen.queryByTestId('notice')).toBeNull();
});

test('the menu of a row offers its actions by keyboard and gives the focus back', async () => {
  const { user } = await open('demo');
  const button = within(await row('staging')).getByTestId('key-menu');
  await user.click(button);
  expect(document.activeElement?.textContent).toContain('Copy');
  await user.keyboard('{ArrowDown}{ArrowDown}');
  expect(document.activeElement?.textContent).toContain('Rotate');
  await user.keyboard('{Escape}');
  expect(document.activeElement).toBe(button);
});

test('what the service does not say is said to be unknown', async () => {
  const { user } = await open('demo');
  await user.click(await row('staging'));
  const details = await screen.findByTestId('key-details');
  expect(within(details).getAllByText('the service does not say')).toHaveLength(2);
});

test('an event of another workspace does not touch this board', async () => {
  const { emit, world } = await open('demo');
  await row('staging');
  const board = world.boards.demo;
  if (!board) throw new Error('the demo has a board');
  const workspace = { ...board.workspace, id: 'client' };
  await emit({ kind: 'keys', view: { ...board, workspace, keys: [], revision: 9_999 } });
  expect(rowNames()).toHaveLength(5);
});

test('an answer that is older than an event changes nothing', async () => {
  const { emit, world } = await open('demo');
  await row('staging');
  const board = world.boards.demo;
  if (!board) throw new Error('the demo has a board');
  await emit({ kind: 'keys', view: { ...board, revision: 10_000, keys: board.keys.slice(0, 1) } });
  await waitFor(() => expect(rowNames()).toHaveLength(1));
  await emit({ kind: 'keys', view: { ...board, revision: 9_000 } });
  expect(rowNames()).toHaveLength(1);
});

test('an unreachable service is said, and the list stays', async () => {
  await open('unreachable');
  await row('staging');
  expect(screen.getByTestId('banner-service').textContent).toContain('Check the network');
});

test('a keychain that was turned on is found by looking again', async () => {
  const { user, world, calls } = await open('no-keychain');
  const banner = await screen.findByTestId('banner-keychain');
  await user.click(within(banner).getByRole('button', { name: 'Look again' }));
  await waitFor(() => expect(screen.queryByTestId('banner-keychain')).toBeNull());
  expect(calls.map(({ name }) => name)).toContain('unlock_keychain');
  expect(world.app.keychain).toBe('works');
});

test('another keychain is used after a question that says what happens', async () => {
  const { user, calls } = await open('replaced');
  const banner = await screen.findByTestId('banner-keychain');
  await user.click(within(banner).getByTestId('use-keychain'));
  const dialog = await screen.findByTestId('dialog-use-keychain');
  expect(within(dialog).getByText(/shown as missing/)).toBeTruthy();
  expect(within(dialog).getByText(/go on working/)).toBeTruthy();
  expect(calls.map(({ name }) => name)).not.toContain('use_this_keychain');
  await user.click(within(dialog).getByTestId('submit'));
  await waitFor(() => expect(screen.queryByTestId('banner-keychain')).toBeNull());
});

test('a locked keychain has a banner with a button that unlocks it', async () => {
  const { user } = await open('locked');
  const banner = await screen.findByTestId('banner-keychain');
  await user.click(within(banner).getByRole('button', { name: 'Unlock…' }));
  await waitFor(() => expect(screen.queryByTestId('banner-keychain')).toBeNull());
});

test('a key whose secret may be back, and one that is being ended, can be checked', async () => {
  for (const state of ['missing', 'ending'] as const) {
    const { user, world, calls, emit } = await open('demo');
    const there = key({ name: 'staging', state, can_copy: false });
    world.boards.demo = board(workspace(), [there]);
    await emit({ kind: 'keys', view: world.boards.demo });
    await user.click(await row('staging'));
    expect(screen.queryByTestId('action-copy')).toBeNull();
    await user.click(screen.getByTestId('action-check'));
    expect(calls.at(-1)?.name).toBe('check_key');
  }
});
