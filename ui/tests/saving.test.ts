// Saving while something else changes the draft, and savings that cannot succeed.
import { screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import type { FakeDraft } from '../fake/compose/world';
import { failure } from '../fake/failure';
import { ago } from '../fake/world';
import { asked, openDraft } from './composing';
import type { Opened } from './open';

afterEach(() => void vi.useRealTimers());

const text = (): HTMLTextAreaElement => screen.getByLabelText('Text');
const saved = (): string => screen.getByTestId('saved').textContent.trim();

test('a draft that was moved in the calendar meanwhile is shown as it is now', async () => {
  const opened = await openDraft('compose', 'cake');
  await opened.user.click(screen.getByTestId('nav-keys'));
  const cake = moved(opened, 'cake', '2026-12-11');
  await opened.user.click(screen.getByTestId('nav-compose'));
  await waitFor(() =>
    expect(screen.getByLabelText<HTMLInputElement>('Day').value).toBe('2026-12-11'),
  );
  await opened.user.type(text(), '!');
  await waitFor(() => expect(cake.content.text).toMatch(/!$/));
  expect(cake.content.when).toMatchObject({ date: '2026-12-11' });
});

test('what was changed elsewhere is neither written over nor sent, and it is said', async () => {
  const opened = await openDraft('compose', 'cake');
  const cake = moved(opened, 'cake', '2026-12-11');
  await opened.user.type(text(), '!');
  await opened.user.keyboard('{Control>}{Enter}{/Control}');
  expect((await screen.findByTestId('save-failure')).textContent).toContain('changed elsewhere');
  expect(screen.getByLabelText<HTMLInputElement>('Day').value).toBe('2026-12-11');
  expect(cake.content.when).toMatchObject({ date: '2026-12-11' });
  expect(saved()).toMatch(/^Saved/);
  expect(asked(opened, 'send_draft')).toHaveLength(0);
});

test('a saving that can never succeed is not tried for ever', async () => {
  const opened = await openDraft('compose', 'terrace');
  vi.useFakeTimers({ shouldAdvanceTime: true });
  opened.fail('save_draft', failure('not_found', 'This draft is not here any more.'));
  await opened.user.type(text(), '?');
  await screen.findByTestId('save-failure');
  const before = asked(opened, 'save_draft').length;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked(opened, 'save_draft')).toHaveLength(before);
  expect(saved()).toBe('Not saved');
});

/** Moves a draft to another day behind the composer's back. */
function moved({ world }: Opened, id: string, date: string): FakeDraft {
  const found = world.compose.drafts.find((each) => each.id === id);
  if (!found) throw new Error(`There is no draft ${id}`);
  found.content = { ...found.content, when: { kind: 'at', date, time: '09:00', later: false } };
  found.changed_at = ago(0);
  return found;
}
