// The list of posts, read through the made-up Rust.
import { expect, test } from 'vitest';
import { install } from '../fake/install';
import { stories } from '../fake/stories';
import type { World } from '../fake/world';
import { PostPages } from '../src/screens/activity/list/pages.svelte';
import { forgetEverything } from './open';

function opened(story: string): { pages: PostPages; world: World; calls: unknown[] } {
  forgetEverything();
  const world = stories[story]?.();
  if (!world) throw new Error(`There is no story ${story}`);
  const { calls } = install(world);
  return { pages: new PostPages('demo'), world, calls };
}

/** Adds posts on top of the others. */
function addNewer(world: World, count: number): void {
  const newest = world.activity.posts[0];
  if (!newest) throw new Error('there are posts');
  for (let index = 1; index <= count; index += 1) {
    world.activity.posts.unshift({ ...newest, id: `newer ${index}`, made: newest.made + index });
  }
}

test.each([1, 99, 100, 250])('%d posts that come in above move a row by as many', async (count) => {
  const { pages, world } = opened('activity');
  await pages.turnTo({ search: '' });
  const post = await pages.fetch(317);
  if (!post) throw new Error('there are 600 posts');
  addNewer(world, count);
  expect(await pages.refresh({ post, index: 317 })).toBe(count);
  expect(pages.at(317 + count)?.id).toBe(post.id);
  expect(pages.total).toBe(600 + count);
});

test('a row that left the list leaves the others where they are', async () => {
  const { pages, world } = opened('activity');
  await pages.turnTo({ search: '' });
  const post = await pages.fetch(150);
  if (!post) throw new Error('there are 600 posts');
  const after = (await pages.fetch(151))?.id;
  world.activity.posts = world.activity.posts.filter(({ id }) => id !== post.id);
  const shift = await pages.refresh({ post, index: 150 });
  expect(Math.abs(shift ?? 99)).toBeLessThanOrEqual(1);
  expect(pages.indexOf(after ?? '')).toBe(150);
});

test('what was scrolled past is not read', async () => {
  const { pages, calls } = opened('activity-many');
  await pages.turnTo({ search: '' });
  const before = calls.length;
  for (let page = 10; page < 900; page += 10) pages.want(page * 100, page * 100 + 20);
  await expect.poll(() => pages.at(890 * 100)).toBeTruthy();
  expect(calls.length - before).toBeLessThanOrEqual(3);
});

test('an answer for a filter that was left behind is not shown', async () => {
  const { pages } = opened('activity');
  const first = pages.turnTo({ search: 'zebra' });
  const second = pages.turnTo({ search: 'plum' });
  await Promise.all([first, second]);
  expect(pages.total).toBeGreaterThan(0);
});

test('the next post that waits is found beyond what is here', async () => {
  const { pages, world } = opened('activity');
  await pages.turnTo({ search: '' });
  const waiting = world.activity.posts.findIndex(
    ({ verdict }, index) => verdict === 'unrecognised' && index > 200,
  );
  await pages.fetch(200);
  expect(await pages.nextWaiting(200)).toBe(waiting);
});
