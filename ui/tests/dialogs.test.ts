import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { board, key, revoked, workspace } from '../fake/world';
import { open, row, rowNames } from './open';

test('a key is created with the interval of the settings, and its details open', async () => {
  const { user, calls } = await open('empty');
  await user.click(await screen.findByTestId('create-key'));
  await user.click(screen.getByRole('button', { name: 'automation-n8n' }));
  await user.click(screen.getByRole('radio', { name: 'Staging' }));
  await user.type(screen.getByLabelText('Purpose (optional)'), 'Daily posts');
  await user.click(screen.getByTestId('submit'));
  await row('automation-n8n');
  expect(screen.queryByTestId('dialog-create')).toBeNull();
  expect(screen.getByTestId('key-details').dataset.keyName).toBe('automation-n8n');
  expect(calls.find(({ name }) => name === 'create_key')?.form).toEqual({
    workspace_id: 'demo',
    name: 'automation-n8n',
    environment: 'staging',
    purpose: 'Daily posts',
    rotation_days: 90,
  });
});

test('a taken name is said in the dialog, which keeps what was typed', async () => {
  const { user } = await open('demo');
  await row('staging');
  await user.click(screen.getByTestId('create-key'));
  const name = screen.getByLabelText<HTMLInputElement>('Name');
  await user.type(name, 'staging{Enter}');
  const refusal = await screen.findByText(/Another key has this name\./);
  expect(name.getAttribute('aria-describedby')).toBe(refusal.id);
  expect(name.getAttribute('aria-invalid')).toBe('true');
  expect(name.value).toBe('staging');
});

test('Escape closes a dialog and gives the focus back', async () => {
  const { user } = await open('demo');
  await row('staging');
  const button = screen.getByTestId('create-key');
  await user.click(button);
  screen.getByTestId('dialog-create').dispatchEvent(new Event('cancel', { cancelable: true }));
  await waitFor(() => expect(screen.queryByTestId('dialog-create')).toBeNull());
  expect(document.activeElement).toBe(button);
});

test('an import says what is on the clipboard, and looks again when the window comes back', async () => {
  const { user, world, calls } = await open('demo');
  await row('staging');
  await user.click(screen.getByTestId('import-key'));
  expect((await screen.findByTestId('sighting')).textContent).toContain('cdv_…e81c');
  world.sighting = { usable: false, hint: null, message: 'There is no key.', remedy: '' };
  window.dispatchEvent(new Event('focus'));
  await screen.findByText('There is no key.');
  expect(calls.filter(({ name }) => name === 'look_at_clipboard')).toHaveLength(2);
});

test('editing changes the name everywhere', async () => {
  const { user } = await open('demo');
  await user.click(await row('staging'));
  await user.click(screen.getByTestId('action-edit'));
  const name = screen.getByLabelText('Name');
  await user.clear(name);
  await user.type(name, 'playground{Enter}');
  await row('playground');
  expect(screen.getByTestId('key-details').dataset.keyName).toBe('playground');
});

test('revoking needs the name of the key, and shows the ending', async () => {
  const { user, calls } = await open('demo');
  await user.click(await row('app-production'));
  await user.click(screen.getByTestId('action-revoke'));
  const dialog = await screen.findByTestId('dialog-revoke');
  expect(await within(dialog).findByText(/stops posting/)).toBeTruthy();
  await user.click(screen.getByTestId('submit'));
  expect(calls.map(({ name }) => name)).not.toContain('revoke_key');
  await user.type(within(dialog).getByRole('textbox'), 'app-production{Enter}');
  expect((await screen.findByTestId('ending')).textContent).toContain('You asked');
});

test('ending the last working key asks once more', async () => {
  const { user, calls, world } = await open('demo');
  const key = world.boards.demo?.keys[0];
  if (key) key.last_working = true;
  await user.click(await row('app-production'));
  await user.click(screen.getByTestId('action-revoke'));
  const dialog = await screen.findByTestId('dialog-revoke');
  await user.type(await within(dialog).findByRole('textbox'), 'app-production');
  expect(screen.getByTestId('submit').getAttribute('aria-disabled')).toBe('true');
  await user.click(within(dialog).getByRole('checkbox'));
  await user.click(screen.getByTestId('submit'));
  await screen.findByTestId('ending');
  expect(calls.find(({ name }) => name === 'revoke_key')?.form).toEqual({
    key_id: 'app-production',
    typed_name: 'app-production',
    even_if_last: true,
  });
});

test('a revoked key shows the receipt of its death', async () => {
  const { user } = await open('demo');
  await user.click(await row('old-website'));
  expect(screen.getByTestId('proof').textContent).toContain('1.8 sec');
});

test('a key whose end is still watched is not called done with', async () => {
  const { user, world, emit } = await open('demo');
  world.boards.demo = board(workspace(), [revoked({ name: 'old-website', watched: true })]);
  await emit({ kind: 'keys', view: world.boards.demo });
  await user.click(await row('old-website'));
  await user.click(screen.getByTestId('action-forget'));
  const dialog = await screen.findByTestId('dialog-forget');
  expect(dialog.textContent).toContain('That ends when you take it off the list');
  expect(dialog.textContent).not.toContain('Nothing is left');
});

test('a name the service has yet to learn is told', async () => {
  const { user, world, emit } = await open('demo');
  const renamed = key({ name: 'staging', name_at_service: 'staging-old' });
  world.boards.demo = board(workspace(), [renamed]);
  await emit({ kind: 'keys', view: world.boards.demo });
  await user.click(await row('staging'));
  await user.click(screen.getByTestId('action-edit'));
  await user.type(screen.getByLabelText('Name'), '-eu{Enter}');
  const told = await screen.findAllByText(/The service still calls this key staging-old/);
  expect(told).toHaveLength(2);
});

test('a key that is done with can be taken off the list', async () => {
  const { user } = await open('demo');
  await user.click(await row('old-website'));
  await user.click(screen.getByTestId('action-forget'));
  await user.click(screen.getByTestId('submit'));
  await waitFor(() => expect(rowNames()).not.toContain('old-website'));
});
