import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { failure } from '../fake/failure';
import { send } from '../fake/compose/world';
import type { SendView } from '../src/ipc';
import { navigation } from '../src/state/navigation.svelte';
import { notices } from '../src/state/notices.svelte';
import { asked, openDraft } from './composing';
import { open, type Opened } from './open';

const cards = (): HTMLElement[] => screen.queryAllByTestId('send');
const tray = (): Promise<HTMLElement> => screen.findByTestId('send-tray');

test('a draft is saved, sent once, and can be taken back until it leaves', async () => {
  const opened = await openDraft('compose', 'cake');
  await opened.user.type(screen.getByLabelText('Text'), '!');
  await opened.user.dblClick(screen.getByTestId('send-draft'));
  const [card] = await screen.findAllByTestId('send');
  expect(card?.dataset.state).toBe('waiting');
  const order = opened.calls.map(({ name }) => name).filter((name) => /save|send_d/.test(name));
  expect(order).toEqual(['save_draft', 'send_draft']);
  expect(screen.getByLabelText('Text').closest('fieldset')?.disabled).toBe(true);
  await opened.user.click(within(card ?? document.body).getByTestId('take-back'));
  await waitFor(() =>
    expect(screen.getByLabelText('Text').closest('fieldset')?.disabled).toBe(false),
  );
  expect(await screen.findByText(/Nothing has left, the draft is here again/)).toBeTruthy();
});

test('after sending, the next press of Tab and Enter takes back', async () => {
  const { user } = await openDraft('compose', 'cake');
  screen.getByTestId('send-draft').focus();
  await user.keyboard('{Enter}');
  await screen.findAllByTestId('send');
  await waitFor(() => expect(document.activeElement?.className).toContain('standing'));
  await user.keyboard('{Tab}{Enter}');
  await waitFor(() => expect(cards()).toHaveLength(0));
});

test('a draft that could not be saved is not sent', async () => {
  const opened = await openDraft('compose', 'cake');
  opened.fail('save_draft', failure('internal', 'The disk is full.'));
  await opened.user.type(screen.getByLabelText('Text'), '!');
  await opened.user.click(screen.getByTestId('send-draft'));
  expect((await screen.findByTestId('send-failure')).textContent).toContain('The disk is full.');
  expect(asked(opened, 'send_draft')).toHaveLength(0);
});

test('the corner tells on every screen what is on its way', async () => {
  await open('compose-sends');
  const corner = await tray();
  const states = within(corner)
    .getAllByTestId('send')
    .map(({ dataset }) => dataset.state);
  expect(states).toEqual(['waiting', 'uploading', 'refused']);
  expect(corner.textContent).toContain('1 more on its way');
  const bar = within(corner).getByRole('progressbar', { name: 'Sending film.mp4' });
  expect(bar.getAttribute('max')).toBe('1');
  expect(corner.textContent).toContain('45%');
});

test('a post that arrives is told for a while, and leads to it', async () => {
  const opened = await open('compose-sends');
  await tray();
  await receive(opened, [
    send('waits', { draft_id: 'cake', state: 'accepted', post_id: 'post-9' }),
  ]);
  await waitFor(() => expect(cards().map(({ dataset }) => dataset.state)).toEqual(['accepted']));
  await opened.user.click(screen.getByTestId('see-post'));
  expect(navigation.screen).toBe('activity');
  expect(navigation.openPost).toBe('post-9');
  await waitFor(() => expect(cards()).toHaveLength(0));
});

test('an older answer never hides a newer event', async () => {
  const opened = await open('compose-sends');
  await tray();
  await receive(opened, [send('waits', { state: 'refused' })], 10_000);
  await waitFor(() => expect(cards()).toHaveLength(1));
  await receive(opened, [send('waits', { state: 'sending' })], 9_999);
  expect(cards().map(({ dataset }) => dataset.state)).toEqual(['refused']);
});

test('a refused post says why, and goes back to its draft or out of the way', async () => {
  const opened = await open('compose-sends');
  const refused = () => cards().find(({ dataset }) => dataset.state === 'refused');
  await tray();
  expect(refused()?.textContent).toContain('Facebook wants to be connected again.');
  await opened.user.click(within(refused() ?? document.body).getByTestId('to-draft'));
  await waitFor(() =>
    expect(screen.getByLabelText<HTMLTextAreaElement>('Text').value).toContain('The terrace'),
  );
  expect(refused()?.textContent).toContain('Try again');
  await opened.user.click(screen.getByTestId('nav-keys'));
  await opened.user.click(
    within(refused() ?? document.body).getByRole('button', { name: 'Put this message away' }),
  );
  await waitFor(() => expect(refused()).toBeUndefined());
});

test('what cannot be taken back any more says so', async () => {
  const opened = await open('compose-sends');
  opened.fail('take_back', failure('not_now', 'It has already left.'));
  await opened.user.click(within(await tray()).getByTestId('take-back'));
  await waitFor(() => expect(notices.list[0]?.message).toBe('It has already left.'));
});

test.each([
  ['unclear-again', { kind: 'send_again' }],
  ['unclear-leave', { kind: 'leave_unsent' }],
])('an unclear send is decided with %s', async (button, decision) => {
  const opened = await open('compose-unclear');
  await opened.user.click(await screen.findByTestId('decide-send'));
  const dialog = await screen.findByTestId('dialog-unclear');
  expect(dialog.textContent).toContain('had left this computer before the connection broke');
  await opened.user.click(within(dialog).getByTestId(button));
  await waitFor(() => expect(screen.queryByTestId('dialog-unclear')).toBeNull());
  expect(asked(opened, 'decide_send').map(({ form }) => form)).toEqual([
    { send_id: 'unclear', decision },
  ]);
});

test('"it is this one" needs one that was chosen', async () => {
  const opened = await open('compose-unclear');
  await opened.user.click(await screen.findByTestId('decide-send'));
  await opened.user.click(await screen.findByTestId('unclear-arrived'));
  expect(asked(opened, 'decide_send')).toHaveLength(0);
  await opened.user.click(screen.getByLabelText(/14:03:40/));
  await opened.user.click(screen.getByTestId('unclear-arrived'));
  await waitFor(() =>
    expect(asked(opened, 'decide_send')[0]?.form).toMatchObject({
      decision: { kind: 'arrived', post_id: 'post-8' },
    }),
  );
});

test('what waits can be tried now, and says when it is tried anyway', async () => {
  const opened = await open('compose-held-up');
  const corner = await tray();
  expect(within(corner).getByTestId('next-try').textContent).toContain('in 23 minutes');
  await opened.user.click(within(corner).getByTestId('try-now'));
  await waitFor(() => expect(asked(opened, 'retry_send')).toHaveLength(1));
});

test('what is under way without trouble is not hurried', async () => {
  await open('compose-sends');
  expect(within(await tray()).queryByTestId('try-now')).toBeNull();
});

test('several that wait are taken back together, and what has left is left alone', async () => {
  const opened = await open('compose-many');
  await opened.user.click(within(await tray()).getByTestId('take-all-back'));
  await waitFor(() => expect(asked(opened, 'take_back')).toHaveLength(3));
  expect(await screen.findByText(/3 posts are taken back/)).toBeTruthy();
  expect(cards().map(({ dataset }) => dataset.state)).toEqual(['sending']);
  expect(screen.queryByTestId('take-all-back')).toBeNull();
});

test('an unclear send is looked for again, and the question goes when it is found', async () => {
  const opened = await open('compose-unclear');
  await opened.user.click(await screen.findByTestId('decide-send'));
  await opened.user.click(await screen.findByTestId('unclear-look'));
  expect(asked(opened, 'retry_send').map(({ form }) => form)).toEqual([{ send_id: 'unclear' }]);
  expect(await screen.findByText(/looks at the service again/)).toBeTruthy();
  await receive(opened, [send('unclear', { draft_id: 'hiring', post_id: 'post-7' })]);
  await waitFor(() => expect(screen.queryByTestId('dialog-unclear')).toBeNull());
});

test('what arrived after all stays in the corner until it was seen', async () => {
  const opened = await open('compose-late');
  const corner = await tray();
  expect(corner.textContent).toContain('Arrived after all');
  expect(corner.textContent).toContain('It is there twice');
  const [late, twice] = within(corner).getAllByTestId('send');
  await opened.user.click(
    within(late ?? document.body).getByRole('button', { name: 'Put this message away' }),
  );
  await waitFor(() =>
    expect(asked(opened, 'dismiss_send').map(({ form }) => form)).toEqual([{ send_id: 'late' }]),
  );
  await opened.user.click(within(twice ?? document.body).getByTestId('see-late-post'));
  expect(navigation.openPost).toBe('post-5');
});

test('a draft that is at the service already is sent again only after a question', async () => {
  const opened = await openDraft('compose-late', 'terrace');
  expect(cards()[0]?.textContent).toContain('arrived after all');
  await opened.user.click(screen.getByTestId('send-draft'));
  const dialog = await screen.findByTestId('dialog-send-again');
  expect(asked(opened, 'send_draft')).toHaveLength(0);
  await opened.user.click(within(dialog).getByTestId('not-again'));
  expect(asked(opened, 'send_draft')).toHaveLength(0);
  await opened.user.click(screen.getByTestId('send-draft'));
  await opened.user.click(await screen.findByTestId('send-again'));
  await waitFor(() => expect(asked(opened, 'send_draft')).toHaveLength(1));
});

test('the palette takes a waiting post back', async () => {
  const opened = await open('compose-sends');
  await tray();
  await opened.user.keyboard('{Control>}k{/Control}');
  await opened.user.keyboard('take back{Enter}');
  await waitFor(() => expect(asked(opened, 'take_back')).toHaveLength(1));
});

async function receive(opened: Opened, sends: SendView[], revision = 5_000): Promise<void> {
  await opened.emit({ kind: 'sends', view: { revision, workspace_id: 'demo', sends } });
}
