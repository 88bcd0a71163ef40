// The board of a leak response, from the end of the key to the report.
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { failure } from '../fake/failure';
import { contained, incident, incidents as view, suspect } from '../fake/incident';
import { key, workspace } from '../fake/world';
import { incidents } from '../src/state/incidents.svelte';
import { navigation } from '../src/state/navigation.svelte';
import { postFilter } from '../src/state/activity-filter.svelte';
import { open, row } from './open';
import { asked, board, click, lookAt } from './responding';

test('an ending that could not be asked for says why, and can be tried again', async () => {
  const opened = await open('incident');
  await board(opened);
  opened.fail('end_leaked_key', failure('offline', 'There is no network.'));
  await click(opened, 'end-now');
  expect(await screen.findByText('There is no network.')).toBeTruthy();
  opened.fail('end_leaked_key', null);
  await click(opened, 'end-now');
  expect(await screen.findByTestId('proof')).toBeTruthy();
});

test('ending now is offered at every step when the programs go on', async () => {
  const opened = await open('incident-programs-go-on');
  const shown = await board(opened);
  expect(shown.dataset.next).toBe('replace');
  expect(screen.getByTestId('step-work').dataset.kind).toBe('replace');
  await click(opened, 'end-now');
  expect(asked(opened, 'end_leaked_key')).toHaveLength(1);
});

test('the board turns no page by itself; a button goes on to the next step', async () => {
  const opened = await open('incident');
  await board(opened);
  await click(opened, 'end-now');
  await screen.findByTestId('proof');
  await click(opened, 'go-on');
  const work = screen.getByTestId('step-work');
  expect(work.dataset.kind).toBe('freeze');
  expect(document.activeElement?.id).toBe('step-work');
});

test('an answer that arrives after a newer event changes nothing', async () => {
  const opened = await open('incident');
  await board(opened);
  const here = incidents.view;
  if (!here) throw new Error('there are incidents');
  await opened.emit({ kind: 'incidents', view: { ...here, revision: 1_000_000, incidents: [] } });
  await waitFor(() => expect(screen.queryByTestId('incident')).toBeNull());
  incidents.receive(here);
  expect(incidents.view?.revision).toBe(1_000_000);
});

test('when a key or posts change, a response that is not over is asked for again', async () => {
  const opened = await open('incident');
  await board(opened);
  const { boards, incidents: answers } = opened.world;
  const [response] = answers.demo?.incidents ?? [];
  if (!boards.demo || !answers.demo || !response) throw new Error('the story has a response');
  const release = opened.hold('list_incidents');
  const before = asked(opened, 'list_incidents').length;
  await opened.emit({ kind: 'keys', view: boards.demo });
  await opened.emit({ kind: 'keys', view: boards.demo });
  await opened.emit({ kind: 'keys', view: boards.demo });
  const dead = contained(response.key);
  opened.world.incidents.demo = { ...answers.demo, incidents: [{ ...dead, id: response.id }] };
  release();
  expect(await screen.findByTestId('proof')).toBeTruthy();
  // One answer for the first change, one for all that came while it was asked for.
  await waitFor(() => expect(asked(opened, 'list_incidents')).toHaveLength(before + 2));
});

test('keys of a workspace without a response ask for nothing', async () => {
  const opened = await open('demo');
  await row('staging');
  const before = asked(opened, 'list_incidents').length;
  const { demo } = opened.world.boards;
  if (!demo) throw new Error('the story has keys');
  await opened.emit({ kind: 'keys', view: demo });
  expect(asked(opened, 'list_incidents')).toHaveLength(before);
});

test('a held post is put back, for a new time where its own has passed', async () => {
  const opened = await open('incident-left-over');
  await board(opened);
  await lookAt(opened, 'freeze');
  const posts = screen.getAllByTestId('held');
  const [first, passed] = [posts[0], posts.find(({ dataset }) => dataset.id === 'held-5')];
  if (!first || !passed) throw new Error('there are held posts');
  await opened.user.click(within(first).getByTestId('held-restore'));
  await waitFor(() => expect(first.dataset.state).toBe('restored'));
  await opened.user.click(within(passed).getByTestId('held-restore'));
  const time = within(passed).getByTestId('held-time');
  await fireEvent.input(time, { target: { value: '2031-05-06T07:08' } });
  await opened.user.click(within(passed).getByTestId('held-time-submit'));
  await waitFor(() => expect(passed.dataset.state).toBe('restored'));
  const incident_id = 'incident of staging';
  expect(asked(opened, 'restore_post')).toEqual([
    { incident_id, held_id: 'held-0', even_if_unclear: false },
    {
      incident_id,
      held_id: 'held-5',
      at: new Date(2031, 4, 6, 7, 8).toISOString(),
      even_if_unclear: false,
    },
  ]);
});

test('an unclear post is sent again only by the button that says so', async () => {
  const opened = await open('incident-left-over');
  await board(opened);
  await lookAt(opened, 'freeze');
  const unclear = screen.getAllByTestId('held').find(({ dataset }) => dataset.state === 'unclear');
  if (!unclear) throw new Error('one is unclear');
  expect(within(unclear).queryByTestId('held-restore')).toBeNull();
  await opened.user.click(within(unclear).getByTestId('held-send-again'));
  expect(asked(opened, 'restore_post')).toEqual([
    { incident_id: 'incident of staging', held_id: 'held-4', even_if_unclear: true },
  ]);
});

test('failures are tried again alone, and what is done stays in the narrowed list', async () => {
  const opened = await open('incident-left-over');
  await board(opened);
  await lookAt(opened, 'freeze');
  await opened.user.click(screen.getByLabelText('Need you 2'));
  expect(screen.getAllByTestId('held')).toHaveLength(2);
  await click(opened, 'held-retry-all');
  await waitFor(() => expect(screen.queryByTestId('held-failed')).toBeNull());
  expect(asked(opened, 'retry_held')).toEqual([
    { incident_id: 'incident of staging', held_ids: ['held-2'] },
  ]);
  expect(screen.getAllByTestId('held').map(({ dataset }) => dataset.state)).toEqual([
    'held',
    'unclear',
  ]);
});

test('review shows the posts since the exposure that wait for a word', async () => {
  const opened = await open('incident-review');
  await board(opened);
  await click(opened, 'review');
  expect(navigation.screen).toBe('activity');
  expect(postFilter.now).toMatchObject({
    verdict: 'unrecognised',
    from: incidents.view?.incidents[0]?.exposed_from,
  });
});

test('posts made earlier are counted, and held only by a button of their own', async () => {
  const opened = await open('incident-earlier');
  await board(opened);
  await click(opened, 'freeze');
  expect(asked(opened, 'freeze_earlier_posts')).toEqual([]);
  await click(opened, 'freeze-earlier');
  expect(asked(opened, 'freeze_earlier_posts')).toEqual([{ incident_id: 'incident of staging' }]);
  await waitFor(() => expect(screen.queryByTestId('freeze-earlier')).toBeNull());
});

test('review leads to earlier posts that were changed, and to the unknown ones', async () => {
  const opened = await open('incident-earlier');
  const { exposed_from, posts } = opened.world.incidents.demo?.incidents[0] ?? {};
  await board(opened);
  await lookAt(opened, 'review');
  expect(screen.getByTestId('review').textContent).toContain(
    String((posts?.unrecognised ?? 0) - 2),
  );
  const changed = screen.getAllByTestId('review-changed');
  expect(changed.map(({ dataset }) => dataset.postId)).toEqual(['post-70', 'post-71']);
  await click(opened, 'review-earlier');
  expect(postFilter.now).toMatchObject({ until: exposed_from, verdict: 'unrecognised' });
  expect(postFilter.now.from).toBeUndefined();
  await click(opened, 'nav-incident');
  await lookAt(opened, 'review');
  const [first] = screen.getAllByTestId('review-open');
  if (!first) throw new Error('there is a changed post');
  await opened.user.click(first);
  expect(navigation.openPost).toBe('post-70');
});

test('all that can be deleted is deleted, and nothing else', async () => {
  const opened = await open('incident-left-over');
  await board(opened);
  await lookAt(opened, 'repair');
  const deletable = screen
    .getAllByTestId('repair')
    .filter(({ dataset }) => dataset.state === 'can_be_deleted')
    .map(({ dataset }) => dataset.postId);
  await click(opened, 'repair-delete-all');
  expect(asked(opened, 'delete_posts')).toEqual([
    { incident_id: 'incident of staging', post_ids: deletable },
  ]);
  await waitFor(() => expect(screen.queryByTestId('repair-delete-all')).toBeNull());
});

test('a live post is opened by its number and host, and a tick that failed is taken back', async () => {
  const opened = await open('incident-left-over');
  await board(opened);
  await lookAt(opened, 'repair');
  const live = screen
    .getAllByTestId('live')
    .find((each) => !within(each).getByTestId<HTMLInputElement>('live-tick').checked);
  if (!live) throw new Error('one is not ticked');
  await opened.user.click(within(live).getByTestId('live-open'));
  expect(asked(opened, 'open_post_link').at(-1)).toMatchObject({
    number: 2,
    host: `www.${live.dataset.platform}.com`,
  });
  opened.fail('tick_live', failure('storage', 'The disk is full.'));
  const box = within(live).getByTestId<HTMLInputElement>('live-tick');
  await opened.user.click(box);
  expect(await screen.findByText('The disk is full.')).toBeTruthy();
  expect(box.checked).toBe(false);
});

test('closing says what is left, and the report is saved from the closed response too', async () => {
  const opened = await open('incident-left-over');
  await board(opened);
  await click(opened, 'close');
  expect(await screen.findByTestId('incident-over')).toBeTruthy();
  await click(opened, 'report-save');
  expect(await screen.findByText(/leak-report\.html/)).toBeTruthy();
});

test('calling off asks once', async () => {
  const opened = await open('incident');
  await board(opened);
  await click(opened, 'call-off');
  expect(asked(opened, 'call_off_incident')).toEqual([]);
  await click(opened, 'submit');
  expect((await screen.findByTestId('incident')).dataset.closed).toBe('true');
  expect(screen.queryByTestId('call-off')).toBeNull();
});

test('before calling off it is said what happens to a key that is ending', async () => {
  const opened = await open('incident-ending');
  await board(opened);
  await click(opened, 'call-off');
  const dialog = await screen.findByTestId('dialog-call-off');
  expect(within(dialog).getByText('The end of the key was asked for and goes on.')).toBeTruthy();
  expect(within(dialog).queryByText(/stays in use/)).toBeNull();
});

test('of two responses the list is shown first', async () => {
  const opened = await open('incident-two');
  await click(opened, 'nav-incident');
  const rows = await screen.findAllByTestId('incident-row');
  expect(rows.map(({ dataset }) => dataset.state)).toEqual([
    'open',
    'open',
    'closed',
    'called_off',
  ]);
});

test('an alarm in another workspace is told everywhere and leads to its board', async () => {
  const opened = await open('demo');
  await row('staging');
  const client = workspace({ id: 'client', name: 'Brotfabrik' });
  const theirs = incident(suspect(key({ name: 'shop' }), client), {
    alarm: { seen_at: new Date().toISOString(), active: true, message: 'It worked again.' },
  });
  opened.world.incidents.client = { ...view(client, [theirs]), revision: 1_000_000 };
  await opened.emit({ kind: 'incidents', view: opened.world.incidents.client });
  const banner = await screen.findByTestId('banner-alarm');
  await opened.user.click(within(banner).getByRole('button'));
  expect(await screen.findByTestId('alarm')).toBeTruthy();
  expect(screen.queryByTestId('banner-alarm')).toBeNull();
  expect(asked(opened, 'open_workspace')).toEqual([{ workspace_id: 'client' }]);
});

test('an alarm that is over stays on its board and nowhere else', async () => {
  const opened = await open('incident-alarm-over');
  await row('staging');
  expect(screen.queryByTestId('banner-alarm')).toBeNull();
  await click(opened, 'nav-incident');
  const listed = await screen.findByTestId('incident-row');
  expect(listed.dataset.state).toBe('closed');
  await opened.user.click(listed);
  expect((await screen.findByTestId('alarm')).classList).not.toContain('danger');
  expect(within(screen.getByTestId('clock-out')).queryByRole('timer')).toBeNull();
});

test('during an alarm the clock of the exposure runs, and the list says so', async () => {
  const opened = await open('incident-alarm');
  expect(await screen.findByTestId('banner-alarm')).toBeTruthy();
  await board(opened);
  expect(screen.getByTestId('alarm').classList).toContain('danger');
  expect(within(screen.getByTestId('clock-out')).getByRole('timer')).toBeTruthy();
  await click(opened, 'incident-list');
  expect((await screen.findByTestId('incident-row')).dataset.state).toBe('alarm');
});

test('the clock of the exposure runs until the key is dead', async () => {
  const opened = await open('incident');
  await board(opened);
  const out = screen.getByTestId('clock-out');
  expect(within(out).getByRole('timer')).toBeTruthy();
  await click(opened, 'end-now');
  await screen.findByTestId('proof');
  expect(within(screen.getByTestId('clock-out')).queryByRole('timer')).toBeNull();
});
