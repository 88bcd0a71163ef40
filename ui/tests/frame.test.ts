import { render, screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { failure } from '../fake/failure';
import App from '../src/App.svelte';
import { forgetEverything, open, row } from './open';

test('the page listens before it asks', async () => {
  const { calls } = await open('demo');
  await row('staging');
  expect(calls.slice(0, 2).map(({ name }) => name)).toEqual(['app_state', 'list_keys']);
});

test('when the app does not answer, the page says so and asks again', async () => {
  const { fail, user } = await open('demo');
  forgetEverything({ keepRust: true });
  fail('app_state', failure('internal', 'Out of order.'));
  render(App);
  expect(await screen.findByText('Out of order.')).toBeTruthy();
  fail('app_state', null);
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByTestId('nav-keys')).toBeTruthy();
});

test('the switcher opens another workspace', async () => {
  const { user } = await open('demo');
  await row('staging');
  await user.click(screen.getByTestId('workspace-switcher'));
  await user.click(screen.getByRole('menuitem', { name: /Brotfabrik/ }));
  await waitFor(() =>
    expect(screen.getByTestId('workspace-switcher').textContent).toContain('api.codivupload.com'),
  );
});

test('the palette finds an action by words and runs it', async () => {
  const { user } = await open('demo');
  await row('staging');
  await user.keyboard('{Control>}k{/Control}');
  await user.keyboard('revoke n8n{Enter}');
  expect(await screen.findByTestId('dialog-revoke')).toBeTruthy();
  expect(screen.queryByTestId('palette')).toBeNull();
});

test('the palette says when there is nothing by that name', async () => {
  const { user } = await open('demo');
  await row('staging');
  await user.keyboard('{Control>}k{/Control}');
  await user.keyboard('zzz');
  expect(screen.getByText('Nothing by that name.')).toBeTruthy();
});
