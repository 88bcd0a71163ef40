import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { failure } from '../fake/failure';
import { activity } from '../src/state/activity.svelte';
import { navigation } from '../src/state/navigation.svelte';
import type { Opened } from './open';
import { openActivity } from './open';

const rows = (): HTMLElement[] => screen.queryAllByTestId('post-row');
const ids = (): (string | undefined)[] => rows().map(({ dataset }) => dataset.postId);
const current = (): string | undefined =>
  rows().find((row) => row.matches('.current'))?.dataset.postId;
const asked = ({ calls }: Opened, name: string) => calls.filter((call) => call.name === name);

async function onlyUnrecognised(): Promise<Opened> {
  const opened = await openActivity('activity');
  await opened.user.click(screen.getByTestId('verdict-unrecognised'));
  await waitFor(() =>
    expect(new Set(rows().map(({ dataset }) => dataset.verdict))).toEqual(
      new Set(['unrecognised']),
    ),
  );
  return opened;
}

test('the list says what, where, when and why', async () => {
  await onlyUnrecognised();
  const strange = rows().find(({ textContent }) => textContent.includes('Made at'));
  expect(strange?.textContent).toContain('UTC');
  expect(strange?.textContent).toMatch(/Instagram|Pinterest|TikTok/);
  expect(strange?.textContent).toContain('at night');
});

test('the text of a post is never anything but text', async () => {
  const { user } = await openActivity('activity-hostile');
  expect(rows()[0]?.textContent).toContain('<img src=x onerror="alert(1)">');
  await user.keyboard('jo');
  expect((await screen.findByTestId('post-text')).textContent).toContain('<script>');
  expect(document.querySelector('main img, main script, section img[src=x]')).toBeNull();
});

test('"m" and "n" judge the post under the cursor, which goes on to the next that waits', async () => {
  const opened = await onlyUnrecognised();
  const [first, second, third] = ids();
  await opened.user.keyboard('jm');
  await waitFor(() => expect(ids()).not.toContain(first));
  expect(current()).toBe(second);
  await opened.user.keyboard('n');
  await waitFor(() => expect(ids()).not.toContain(second));
  expect(current()).toBe(third);
  expect(asked(opened, 'judge_posts').map(({ form }) => form)).toEqual([
    { workspace_id: 'demo', post_ids: [first], whose: 'mine' },
    { workspace_id: 'demo', post_ids: [second], whose: 'not_mine' },
  ]);
});

test('typing ahead judges one post after the other, each of them once', async () => {
  const opened = await onlyUnrecognised();
  const before = ids().slice(0, 3);
  const release = opened.hold('judge_posts');
  await opened.user.keyboard('jmmm');
  release();
  await waitFor(() => expect(asked(opened, 'judge_posts')).toHaveLength(3));
  const judged = asked(opened, 'judge_posts').map(({ form }) => form);
  expect(judged).toMatchObject(before.map((id) => ({ post_ids: [id] })));
});

test('the last verdict is taken back by "u" or by the button of the notice', async () => {
  const { user } = await onlyUnrecognised();
  const [first] = ids();
  await user.keyboard('jm');
  await waitFor(() => expect(ids()).not.toContain(first));
  await user.click(within(await screen.findByTestId('notice')).getByText('Undo'));
  await waitFor(() => expect(ids()[0]).toBe(first));
  expect(current()).toBe(first);
  await user.keyboard('n');
  await waitFor(() => expect(ids()).not.toContain(first));
  await user.keyboard('u');
  await waitFor(() => expect(ids()[0]).toBe(first));
});

test('a verdict that did not arrive is said, and the post goes on waiting', async () => {
  const { user, fail } = await onlyUnrecognised();
  fail('judge_posts', failure('internal', 'The disk is full.', 'Make room.'));
  const [first] = ids();
  await user.keyboard('jm');
  expect((await screen.findByTestId('notice')).textContent).toContain('The disk is full.');
  expect(rows()[0]?.dataset.postId).toBe(first);
  await waitFor(() => expect(rows()[0]?.getAttribute('aria-busy')).toBeNull());
});

test('rows are selected by x, by a range and by the box, and judged together', async () => {
  const opened = await onlyUnrecognised();
  const before = ids();
  screen.getByTestId('post-list').focus();
  await opened.user.keyboard('{ArrowDown}{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
  await waitFor(() => expect(screen.getByTestId('bulk').textContent).toContain('3 selected'));
  await opened.user.click(within(rows()[1] ?? document.body).getByTestId('row-select'));
  await opened.user.click(screen.getByTestId('bulk-not-mine'));
  await waitFor(() => expect(ids()).not.toContain(before[0]));
  expect(asked(opened, 'judge_posts').at(-1)?.form).toMatchObject({
    post_ids: [before[0], before[2]],
    whose: 'not_mine',
  });
  expect(screen.queryByTestId('bulk')).toBeNull();
});

test('more than a hundred posts are not judged without asking', async () => {
  const opened = await openActivity('activity');
  await opened.user.click(screen.getByTestId('select-all'));
  await waitFor(() => expect(screen.getByTestId('bulk').textContent).toContain('600 selected'));
  await opened.user.keyboard('m');
  await screen.findByTestId('dialog-many');
  expect(asked(opened, 'judge_posts')).toHaveLength(0);
  await opened.user.click(screen.getByTestId('submit'));
  await waitFor(() => expect(screen.queryByTestId('dialog-many')).toBeNull());
  const [call] = asked(opened, 'judge_posts');
  expect((call?.form as { post_ids: string[] }).post_ids).toHaveLength(600);
});

test('the search marks what it found, and chips take filters away again', async () => {
  const { user } = await openActivity('activity');
  await user.keyboard('/plum cak');
  await waitFor(() => expect(rows()[0]?.querySelector('mark')?.textContent).toBe('Plum'));
  await user.selectOptions(screen.getByTestId('filter-platform'), 'facebook');
  await user.click(await screen.findByTestId('chip-platform'));
  await user.click(screen.getByTestId('chip-search'));
  await waitFor(() => expect(rows()[0]?.querySelector('mark')).toBeNull());
  expect(screen.queryByTestId('chip-search')).toBeNull();
});

test('letters typed into the search judge nothing', async () => {
  const opened = await openActivity('activity');
  await opened.user.keyboard('j/mnux');
  expect(asked(opened, 'judge_posts')).toHaveLength(0);
});

test('a filter that nothing passes says so and can be taken back', async () => {
  const { user } = await openActivity('activity');
  await user.keyboard('/zebra');
  expect((await screen.findByTestId('nothing')).textContent).toContain('No post passes');
  await user.click(screen.getByTestId('show-all'));
  await waitFor(() => expect(rows().length).toBeGreaterThan(0));
});

test('a range is set, moved and let go by keyboard', async () => {
  const opened = await openActivity('activity');
  const plot = await screen.findByRole('slider', { name: 'Posts over time' });
  plot.focus();
  expect(plot.getAttribute('aria-valuetext')).toMatch(/posts, \d+ Recognised/);
  await opened.user.keyboard('{ArrowLeft}{Shift>}{ArrowLeft}{ArrowLeft}{/Shift}');
  await screen.findByTestId('chip-range');
  const first = screen.getByTestId('range-first');
  const last = screen.getByTestId('range-last');
  const days = (): number =>
    Number(last.getAttribute('aria-valuenow')) - Number(first.getAttribute('aria-valuenow'));
  expect(days()).toBe(2);
  first.focus();
  await opened.user.keyboard('{ArrowLeft}');
  expect(days()).toBe(3);
  plot.focus();
  await opened.user.keyboard('{Escape}');
  expect(screen.queryByTestId('chip-range')).toBeNull();
});

test('looking closer narrows the bars to the range, and back', async () => {
  const { user } = await openActivity('activity');
  const plot = await screen.findByRole('slider', { name: 'Posts over time' });
  plot.focus();
  await user.keyboard('{Enter}');
  await user.click(await screen.findByTestId('look-closer'));
  await waitFor(() => expect(Number(plot.getAttribute('aria-valuemax'))).toBeLessThan(24));
  await user.click(screen.getByTestId('look-wide'));
  await waitFor(() => expect(Number(plot.getAttribute('aria-valuemax'))).toBeGreaterThan(24));
});

test('the cursor stays with its post while others come in above it', async () => {
  const { user, world, emit, calls } = await openActivity('activity');
  await user.keyboard('jjj');
  const post = current();
  const newest = world.activity.posts[0];
  if (!newest || !post) throw new Error('there are posts');
  const news = Array.from({ length: 150 }, (_, index) => ({
    ...newest,
    id: `news ${index}`,
    made: Date.now() + 150_000 - index * 1_000,
  }));
  world.activity.posts.unshift(...news);
  const lists = calls.filter(({ name }) => name === 'list_posts').length;
  await emit({ kind: 'activity', view: { ...view(), revision: 10_000 } });
  await waitFor(() =>
    expect(calls.filter(({ name }) => name === 'list_posts').length).toBeGreaterThan(lists),
  );
  await user.keyboard('o');
  expect((await screen.findByTestId('post-page')).dataset.postId).toBe(post);
});

test('a picture of the service is shown, a stranger’s is not even asked for', async () => {
  const opened = await openActivity('activity-hostile');
  await opened.user.keyboard('jjjo');
  const media = await screen.findAllByTestId('media');
  expect(media).toHaveLength(2);
  await waitFor(() => expect(media[0]?.querySelector('img')?.alt).toBe('a.jpg'));
  expect(media[1]?.textContent).toContain('Not loaded');
  expect(asked(opened, 'post_thumbnail').map(({ form }) => form)).toMatchObject([{ number: 1 }]);
});

test('a link says its real host and opens by its click only', async () => {
  const opened = await openActivity('activity-hostile');
  await opened.user.keyboard('{Shift}');
  const row = rows().find(({ textContent }) => textContent.includes('@evil.example'));
  await opened.user.click(row ?? document.body);
  const text = await screen.findByTestId('post-text');
  const [chip] = within(text).getAllByTestId('host-chip');
  expect(chip?.textContent).toBe('evil.example:8443');
  expect(asked(opened, 'open_post_link')).toHaveLength(0);
  if (chip) await opened.user.click(chip);
  expect(asked(opened, 'open_post_link')[0]?.form).toMatchObject({
    number: 1,
    host: 'evil.example:8443',
  });
});

test('a text of 60 000 characters is cut until it is asked for', async () => {
  const { user } = await openActivity('activity-hostile');
  await user.keyboard('jjjjjo');
  const text = await screen.findByTestId('post-text');
  expect(text.textContent.length).toBeLessThan(1_400);
  await user.click(screen.getByTestId('show-all-text'));
  expect(text.textContent).toContain('The end.');
});

test('the page of a post goes on with the cursor, and Escape closes it', async () => {
  const { user } = await onlyUnrecognised();
  const [first, second] = ids();
  await user.keyboard('jo');
  expect((await screen.findByTestId('post-page')).dataset.postId).toBe(first);
  await user.click(await screen.findByTestId('post-not-mine'));
  await waitFor(() => expect(screen.getByTestId('post-page').dataset.postId).toBe(second));
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByTestId('post-page')).toBeNull());
});

test('of a post that failed in one place, that place is tried again', async () => {
  const opened = await openActivity('activity');
  const post = opened.world.activity.posts.find(({ status }) => status === 'partially_failed');
  if (!post) throw new Error('there is such a post');
  navigation.showPost(post.id);
  const retry = await screen.findByTestId('retry-failed');
  expect(screen.getByTestId('post-page').textContent).toContain('Connect it again.');
  opened.fail('retry_failed_platforms', failure('network', 'Nobody answers.'));
  await opened.user.click(retry);
  await screen.findByText('Nobody answers.');
  opened.fail('retry_failed_platforms', null);
  await opened.user.click(retry);
  await waitFor(() => expect(screen.queryByTestId('retry-failed')).toBeNull());
  expect(asked(opened, 'retry_failed_platforms').at(-1)?.form).toMatchObject({ post_id: post.id });
});

test('a rhythm is confirmed, and the answer can be changed', async () => {
  const opened = await openActivity('activity');
  const strip = screen.getByTestId('rhythms');
  await opened.user.click(within(strip).getByRole('button', { expanded: false }));
  await opened.user.click(within(strip).getAllByTestId('rhythm-yes')[0] ?? strip);
  await waitFor(() => expect(within(strip).getAllByText('Ours')).toHaveLength(2));
  await opened.user.click(within(strip).getAllByTestId('rhythm-change')[0] ?? strip);
  await waitFor(() => expect(within(strip).getAllByTestId('rhythm-yes')).toHaveLength(2));
  expect(asked(opened, 'answer_rhythm').map(({ form }) => form)).toMatchObject([
    { rhythm_id: 'lindenhof', answer: 'confirmed' },
    { rhythm_id: 'lindenhof', answer: 'open' },
  ]);
});

test('the reading can be paused and gone on with', async () => {
  const { user } = await openActivity('activity');
  await user.click(screen.getByTestId('sync-pause'));
  await user.click(await screen.findByTestId('sync-resume'));
  await screen.findByTestId('sync-pause');
});

test('the first reading shows how far it is, an empty workspace that it is empty', async () => {
  await openActivity('activity-first');
  expect(screen.getByTestId('sync').textContent).toContain('180 of 600');
  await openActivity('activity-empty');
  expect(screen.getByTestId('nothing').textContent).toContain('No posts yet');
  await openActivity('activity-no-key');
  expect(screen.getByTestId('sync-problem').textContent).toContain('no working key');
});

test('a list that does not come says why, and comes when asked again', async () => {
  const { user, fail } = await openActivity('activity');
  fail('list_posts', failure('internal', 'The disk cannot be read.'));
  await user.click(screen.getByTestId('verdict-recognised'));
  await screen.findByText('The disk cannot be read.');
  fail('list_posts', null);
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(screen.queryByTestId('posts-failure')).toBeNull());
});

test('a post that is gone from Latchkey says so on its page', async () => {
  const { user, fail } = await openActivity('activity');
  fail('get_post', failure('not_found', 'This post is not here any more.'));
  await user.keyboard('jo');
  expect(await screen.findByText('This post is not here any more.')).toBeTruthy();
});

test('another screen can show posts of a time and a verdict', async () => {
  await openActivity('activity');
  navigation.go('keys');
  const from = new Date(Date.now() - 10 * 86_400_000).toISOString();
  navigation.showPosts({ from, verdict: 'unrecognised' });
  await screen.findByTestId('chip-range');
  await waitFor(() => expect(rows().length).toBeGreaterThan(20));
  expect(rows().every(({ dataset }) => dataset.verdict === 'unrecognised')).toBe(true);
});

function view() {
  const shown = activity.view;
  if (!shown) throw new Error('the activity is known');
  return shown;
}
