import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { open, row } from './open';

test('a rotation of a key with places waits for them unless told otherwise', async () => {
  const { user, calls } = await open('demo');
  await user.click(await row('app-production'));
  await user.click(screen.getByTestId('action-rotate'));
  await user.click(screen.getByTestId('submit'));
  await screen.findByTestId('rotation');
  expect(calls.find(({ name }) => name === 'start_rotation')?.form).toEqual({
    key_id: 'app-production',
    overlap: 'until_places',
  });
});

test('places are ticked off, and the overlap is ended by hand', async () => {
  const { user, calls } = await open('rotating');
  await user.click(await row('automation-n8n'));
  const board = screen.getByTestId('rotation');
  const [, open_place] = within(board).getAllByTestId('place-tick');
  if (!open_place) throw new Error('there are two places');
  await user.click(open_place);
  expect(calls.at(-1)).toMatchObject({ name: 'tick_place', form: { ticked: true } });
  await user.click(within(board).getByTestId('overlap-end-now'));
  await waitFor(() => expect(board.dataset.stage).toBe('revoking'));
});

test('without places it is said that the old key ends by hand', async () => {
  const { user, world, emit } = await open('rotating');
  await user.click(await row('automation-n8n'));
  const here = world.boards.demo;
  if (!here) throw new Error('the story has keys');
  const keys = here.keys.map((each) => ({
    ...each,
    rotation: each.rotation && { ...each.rotation, places: [], overlap_ends_at: null },
  }));
  await emit({ kind: 'keys', view: { ...here, revision: 1_000_000, keys } });
  expect(await screen.findByText(/so the old key ends when you end it/)).toBeTruthy();
});

test('a key without places is told apart before it is replaced', async () => {
  const { user, world, emit } = await open('demo');
  const here = world.boards.demo;
  if (!here) throw new Error('the story has keys');
  const keys = here.keys.map((each) => ({ ...each, places: [] }));
  await emit({ kind: 'keys', view: { ...here, revision: 1_000_000, keys } });
  await user.click(await row('staging'));
  await user.click(screen.getByTestId('action-rotate'));
  expect(screen.getByText(/so the old one ends when you end it/)).toBeTruthy();
});

test('the overlap can be given more time', async () => {
  const { user, calls } = await open('rotating');
  await user.click(await row('automation-n8n'));
  await user.click(screen.getByTestId('overlap-extend'));
  await user.click(screen.getByRole('menuitem', { name: '24 hours' }));
  await waitFor(() =>
    expect(calls.at(-1)).toEqual({
      name: 'extend_overlap',
      form: { rotation_id: 'rotation', overlap: 'hours_24' },
    }),
  );
});

test('a rotation can be called off', async () => {
  const { user } = await open('rotating');
  await user.click(await row('automation-n8n'));
  await user.click(screen.getByTestId('rotation-cancel'));
  expect(await screen.findByText('Replacement called off')).toBeTruthy();
});
