// axe on every screen and dialog. happy-dom computes no colours: contrast is checked in the
// end-to-end tests, in the real window.
import { screen } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test, vi } from 'vitest';
import { activityStories } from '../fake/activity/stories';
import { composeStories } from '../fake/compose/stories';
import { stories } from '../fake/stories';
import { openDraft } from './composing';
import { open, openActivity, row } from './open';

// axe looks at every element, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

async function violations(): Promise<string[]> {
  const rules = { 'color-contrast': { enabled: false } };
  const { violations } = await axe.run(document.body, { rules });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

test.each(Object.keys(stories))('axe finds nothing in %s', async (story) => {
  const { world } = await open(story);
  if (world.app.workspaces.length > 0) await screen.findByRole('heading', { level: 1 });
  expect(await violations()).toEqual([]);
});

test.each(['create-key', 'import-key', 'workspace-switcher', 'nav-settings'])(
  'axe finds nothing behind %s',
  async (testid) => {
    const { user } = await open('demo');
    await row('staging');
    await user.click(screen.getByTestId(testid));
    expect(await violations()).toEqual([]);
  },
);

test.each(['rotate', 'revoke', 'edit'])('axe finds nothing in the dialog %s', async (action) => {
  const { user } = await open('demo');
  await user.click(await row('app-production'));
  await user.click(screen.getByTestId(`action-${action}`));
  await screen.findByTestId('submit');
  expect(await violations()).toEqual([]);
});

test.each([
  ['demo', 'old-website'],
  ['rotating', 'automation-n8n'],
  ['ending', 'automation-n8n'],
])('axe finds nothing in the details, story %s', async (story, name) => {
  const { user } = await open(story);
  await user.click(await row(name));
  expect(await violations()).toEqual([]);
});

/** Two long lists take axe too long; the same rows, fewer of them, are looked at below. */
const responses = Object.keys(stories).filter(
  (story) =>
    story.startsWith('incident') && !['incident-repair', 'incident-freezing'].includes(story),
);

test.each(responses)('axe finds nothing in the leak response, story %s', async (story) => {
  const { user } = await open(story);
  await user.click(screen.getByTestId('nav-incident'));
  await screen.findByRole('heading', { level: 1 });
  expect(await violations()).toEqual([]);
});

test.each(['freeze', 'repair', 'review', 'replace'])(
  'axe finds nothing at the step %s',
  async (kind) => {
    const { user } = await open('incident-left-over');
    await user.click(screen.getByTestId('nav-incident'));
    const steps = await screen.findAllByTestId('step');
    const step = steps.find(({ dataset }) => dataset.kind === kind);
    if (step) await user.click(step);
    expect(screen.getByTestId('step-work').dataset.kind).toBe(kind);
    expect(await violations()).toEqual([]);
  },
);

test('axe finds nothing in the questions after a leak', async () => {
  const { user } = await open('demo');
  await row('staging');
  await user.click(screen.getByTestId('leak-button'));
  expect(await violations()).toEqual([]);
  for (const answer of ['suspect', 'since-date']) {
    const [first] = await screen.findAllByTestId(answer);
    if (first) await user.click(first);
    expect(await violations()).toEqual([]);
  }
});

test('axe finds nothing in the palette', async () => {
  const { user } = await open('demo');
  await row('staging');
  await user.keyboard('{Control>}k{/Control}');
  expect(await violations()).toEqual([]);
});

test.each(Object.keys(activityStories))(
  'axe finds nothing in the activity, %s',
  async (story) => {
    await openActivity(story);
    expect(await violations()).toEqual([]);
  },
  30_000,
);

test('axe finds nothing in the page of a post, a selection, a range and the keys', async () => {
  const { user } = await openActivity('activity-hostile');
  await user.keyboard('jjjxo');
  await screen.findByTestId('post-text');
  screen.getByRole('slider', { name: 'Posts over time' }).focus();
  await user.keyboard('{Shift>}{ArrowLeft}{/Shift}');
  await screen.findByTestId('chip-range');
  expect(await violations()).toEqual([]);
  await user.keyboard('?');
  await screen.findByTestId('dialog-keys');
  expect(await violations()).toEqual([]);
});

test.each(Object.keys(composeStories))(
  'axe finds nothing in the composer, %s',
  async (story) => {
    const { user } = await open(story);
    await user.click(screen.getByTestId('nav-compose'));
    await screen.findByTestId('compose-empty');
    const [first] = screen.queryAllByTestId('draft-row');
    if (first) {
      await user.click(first);
      await screen.findByTestId('editor');
      for (const part of screen.queryAllByTestId('unfold')) await user.click(part);
      await user.click(screen.getByTestId('toggle-previews'));
    }
    expect(await violations()).toEqual([]);
  },
  60_000,
);

test('axe finds nothing in the deleted drafts', async () => {
  const { user } = await openDraft('compose', 'terrace');
  await user.click(screen.getByTestId('draft-menu'));
  await user.click(await screen.findByTestId('draft-delete'));
  await user.click(await screen.findByTestId('deleted-drafts'));
  await screen.findByTestId('undelete');
  expect(await violations()).toEqual([]);
});

test('axe finds nothing in the question whether to send again', async () => {
  const { user } = await openDraft('compose-late', 'terrace');
  await user.click(screen.getByTestId('send-draft'));
  await screen.findByTestId('dialog-send-again');
  expect(await violations()).toEqual([]);
});

test('axe finds nothing in the question about an unclear send, nor in earlier versions', async () => {
  const { user } = await openDraft('compose-unclear', 'terrace');
  await user.type(screen.getByLabelText('Text'), '!');
  await user.click(screen.getByTestId('draft-menu'));
  await user.click(await screen.findByTestId('draft-history'));
  await screen.findByTestId('version-content');
  expect(await violations()).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Close' }));
  await user.click(screen.getByTestId('decide-send'));
  await screen.findByTestId('dialog-unclear');
  expect(await violations()).toEqual([]);
});
