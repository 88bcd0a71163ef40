import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { failure } from '../fake/failure';
import { open } from './open';

test('the first start offers the demo and goes straight to its keys', async () => {
  const { user, calls } = await open('first-start');
  await user.click(screen.getByTestId('explore-demo'));
  expect(await screen.findByTestId('key-row')).toBeTruthy();
  expect(calls.map(({ name }) => name)).toContain('explore_demo');
});

test('connecting sends what was filled in, and the key itself is not part of it', async () => {
  const { user, calls } = await open('first-start');
  await user.click(screen.getByTestId('connect-workspace'));
  await user.type(screen.getByLabelText('Name of the workspace'), 'Brotfabrik');
  await user.click(screen.getByRole('button', { name: 'mcp-claude' }));
  await user.click(screen.getByTestId('submit'));
  await screen.findByTestId('key-row');
  expect(calls.find(({ name }) => name === 'connect_workspace')?.form).toEqual({
    name: 'Brotfabrik',
    base_url: 'https://api.codivupload.com/v1',
    key_name: 'mcp-claude',
  });
});

test('a refused connection says why and keeps what was typed', async () => {
  const { user, fail } = await open('first-start');
  fail('connect_workspace', failure('invalid', 'This is a login token.', 'Copy the key itself.'));
  await user.click(screen.getByTestId('connect-workspace'));
  const name = screen.getByLabelText<HTMLInputElement>('Name of the workspace');
  await user.type(name, 'Brotfabrik');
  await user.type(screen.getByLabelText('What this key is called'), 'staging');
  await user.keyboard('{Enter}');
  expect(await screen.findByText('This is a login token.')).toBeTruthy();
  expect(screen.getByText('Copy the key itself.')).toBeTruthy();
  expect(name.value).toBe('Brotfabrik');
});

test('without a keychain connecting is off, with the reason', async () => {
  const { user } = await open('no-keychain');
  const connect = screen.getByTestId('connect-workspace');
  expect(connect.getAttribute('aria-disabled')).toBe('true');
  await user.click(connect);
  expect(screen.queryByTestId('dialog-connect')).toBeNull();
  expect(screen.getByTestId('banner-keychain').textContent).toContain('no keychain');
});
