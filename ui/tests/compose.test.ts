import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { failure } from '../fake/failure';
import type { DraftContent } from '../src/ipc';
import { drafts } from '../src/state/drafts.svelte';
import { navigation } from '../src/state/navigation.svelte';
import { asked, openDraft } from './composing';
import { open, type Opened } from './open';

const text = (): HTMLTextAreaElement => screen.getByLabelText('Text');
const saved = (): string => screen.getByTestId('saved').textContent.trim();
const counts = (): string[] =>
  screen.getAllByTestId('count').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
const contents = (opened: Opened, name: string): DraftContent[] =>
  asked(opened, name).map(({ form }) => (form as { content: DraftContent }).content);

test('what is typed is saved by itself, and "Saved" waits for the answer', async () => {
  const opened = await openDraft('compose', 'terrace');
  const release = opened.hold('save_draft');
  await opened.user.type(text(), '!!');
  await waitFor(() => expect(asked(opened, 'save_draft')).toHaveLength(1));
  expect(saved()).toBe('Saving…');
  release();
  await waitFor(() => expect(saved()).toMatch(/^Saved \d\d:\d\d:\d\d$/));
  expect(contents(opened, 'save_draft').at(-1)?.text).toBe('The terrace is open again.!!');
});

test('a saving that failed is said, loses nothing and is tried again', async () => {
  const opened = await openDraft('compose', 'terrace');
  opened.fail('save_draft', failure('internal', 'The disk is full.', 'Make room.'));
  await opened.user.type(text(), '?');
  expect((await screen.findByTestId('save-failure')).textContent).toContain('The disk is full.');
  expect(saved()).toContain('Not saved yet');
  expect(text().value).toBe('The terrace is open again.?');
  opened.fail('save_draft', null);
  await waitFor(() => expect(saved()).toMatch(/^Saved/), { timeout: 10_000 });
  expect(screen.queryByTestId('save-failure')).toBeNull();
});

test('what could not be saved is still there after another draft was looked at', async () => {
  const opened = await openDraft('compose', 'terrace');
  opened.fail('save_draft', failure('internal', 'The disk is full.'));
  await opened.user.type(text(), ' Bring a coat.');
  await opened.user.click(draftRow('hiring'));
  await waitFor(() => expect(text().value).toContain('baker'));
  await opened.user.click(draftRow('terrace'));
  await waitFor(() => expect(text().value).toContain('Bring a coat.'));
  opened.fail('save_draft', null);
  await opened.user.click(draftRow('hiring'));
  await waitFor(() =>
    expect(contents(opened, 'save_draft').at(-1)?.text).toContain('Bring a coat.'),
  );
});

test('leaving the screen saves at once what was typed', async () => {
  const opened = await openDraft('compose', 'terrace');
  await opened.user.type(text(), '!');
  await opened.user.click(screen.getByTestId('nav-keys'));
  await waitFor(() => expect(contents(opened, 'save_draft').at(-1)?.text).toMatch(/again\.!$/));
});

test('every keystroke is checked, with one question at a time and the newest last', async () => {
  const opened = await openDraft('compose', 'terrace');
  const release = opened.hold('check_draft');
  await opened.user.type(text(), ' abcdef');
  expect(asked(opened, 'check_draft')).toHaveLength(1);
  release();
  await waitFor(() => expect(counts()).toEqual(['Facebook 33/63,206']));
  expect(asked(opened, 'check_draft')).toHaveLength(2);
});

test('the tightest limit comes first, and one that is passed says by how much', async () => {
  await openDraft('compose-problems', 'wrong');
  expect(counts()[0]).toBe('X 477/280 197 too many');
  expect(counts()[1]).toBe('Bluesky 477/300 177 too many');
});

test('every text is counted where it is written', async () => {
  const { user } = await openDraft('compose', 'cake');
  const told = (testid: string): string[] =>
    screen
      .queryAllByTestId(testid)
      .map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
  expect(told('count-title')).toEqual(['Pinterest 17/100', 'Facebook 17/255']);
  expect(told('count-first_comment')).toEqual(['Instagram 27/2,196']);
  expect(told('count-alt').at(0)).toMatch(/^Pinterest \d+\/500$/);
  expect(screen.getByText(/one description for all pictures/)).toBeTruthy();
  expect(counts().some((each) => each.startsWith('X '))).toBe(true);
  await user.click(unfold('x'));
  await user.type(await screen.findByLabelText('Text for X only'), 'Short.');
  await waitFor(() => expect(told('count-field')).toEqual(['X 6/280']));
  expect(counts().some((each) => each.startsWith('X '))).toBe(false);
});

test('a problem leads to its place, and opens the part it is in', async () => {
  const { user } = await openDraft('compose-problems', 'wrong');
  const problems = screen.getAllByTestId('problem');
  const board = problems.find(({ textContent }) => textContent.includes('needs a board'));
  await user.click(board ?? document.body);
  await waitFor(() =>
    expect(document.activeElement?.getAttribute('data-place')).toBe('field pinterest_board_id'),
  );
  await user.keyboard('4711');
  await waitFor(() =>
    expect(
      screen.queryAllByTestId('problem').some((each) => each.textContent.includes('a board')),
    ).toBe(false),
  );
});

test('a draft that something stops cannot be sent, and the way to the reason is beside the button', async () => {
  const opened = await openDraft('compose-problems', 'wrong');
  await opened.user.click(screen.getByTestId('send-draft'));
  await opened.user.keyboard('{Control>}{Enter}{/Control}');
  expect(asked(opened, 'send_draft')).toHaveLength(0);
  await opened.user.click(screen.getByTestId('why-not'));
  expect(document.activeElement?.getAttribute('data-testid')).toBe('problem');
});

test('a platform that is not connected says why and cannot be chosen', async () => {
  const opened = await openDraft('compose', 'terrace');
  const chip = platform('snapchat');
  expect(chip.textContent).toContain('is not connected to Snapchat');
  chip.focus();
  await opened.user.keyboard('{Enter}');
  expect(chip.getAttribute('aria-pressed')).toBe('false');
  await opened.user.click(platform('threads'));
  await waitFor(() => expect(counts()).toHaveLength(2));
  expect(contents(opened, 'check_draft').at(-1)?.platforms).toEqual(['facebook', 'threads']);
});

test('the title and the first comment appear when they are wanted', async () => {
  const { user } = await openDraft('compose', 'terrace');
  expect(screen.queryByLabelText('Title')).toBeNull();
  await user.click(screen.getByTestId('add-title'));
  await waitFor(() =>
    expect((document.activeElement as HTMLInputElement | null)?.name).toBe('title'),
  );
  await user.keyboard('Sun');
  expect(screen.getByLabelText<HTMLInputElement>('Title').value).toBe('Sun');
});

test('a field of each kind is filled in and emptied again', async () => {
  const opened = await openDraft('compose-film', 'film');
  const last = () => contents(opened, 'check_draft').at(-1)?.values ?? [];
  await opened.user.click(unfold('youtube'));
  await opened.user.selectOptions(await screen.findByLabelText('Who can watch'), 'unlisted');
  await opened.user.click(screen.getByLabelText('Others may embed it'));
  await opened.user.type(screen.getByLabelText('Tags'), 'cake{Enter}plum, baking{Enter}');
  await waitFor(() =>
    expect(last()).toEqual([
      { field: 'youtube_privacy_status', value: { kind: 'text', is: 'unlisted' } },
      { field: 'youtube_embeddable', value: { kind: 'switch', is: false } },
      { field: 'youtube_tags', value: { kind: 'list', is: ['cake', 'plum', 'baking'] } },
    ]),
  );
  await opened.user.selectOptions(screen.getByLabelText('Who can watch'), '');
  await opened.user.click(screen.getByRole('button', { name: 'Take plum away' }));
  await waitFor(() =>
    expect(last().map(({ field }) => field)).not.toContain('youtube_privacy_status'),
  );
  expect(last().at(-1)?.value.is).toEqual(['cake', 'baking']);
});

test('a switch says what is usual, and can be put back to it', async () => {
  const opened = await openDraft('compose-film', 'film');
  await opened.user.click(unfold('youtube'));
  const embed = await screen.findByLabelText('Others may embed it');
  expect(screen.getByText('As usual: on')).toBeTruthy();
  await opened.user.click(embed);
  await opened.user.click(await screen.findByTestId('as-usual'));
  await waitFor(() => expect(contents(opened, 'check_draft').at(-1)?.values).toEqual([]));
  expect(document.activeElement).toBe(embed);
});

test('a platform says what it cannot have of its own', async () => {
  const { user } = await openDraft('compose', 'cake');
  await user.click(unfold('pinterest'));
  expect(await screen.findByText(/Pinterest gets the text of the post/)).toBeTruthy();
  expect(screen.queryByText(/Pinterest gets the files/)).toBeNull();
});

test('a draft that is sent says so, and a copy of it is begun', async () => {
  const opened = await openDraft('compose-scheduled', 'cake');
  expect(screen.getByTestId('locked').textContent).toContain('It is sent.');
  await opened.user.click(within(screen.getByTestId('editor')).getByTestId('copy-sent'));
  await waitFor(() =>
    expect(asked(opened, 'duplicate_draft').map(({ form }) => form)).toEqual([
      { draft_id: 'cake' },
    ]),
  );
});

test('no other draft is begun behind an open dialog', async () => {
  const opened = await openDraft('compose', 'terrace');
  await opened.user.click(screen.getByTestId('draft-menu'));
  await opened.user.click(await screen.findByTestId('draft-history'));
  await screen.findByTestId('dialog-versions');
  await opened.user.keyboard('{Control>}n{/Control}');
  expect(asked(opened, 'new_draft')).toHaveLength(0);
});

test('a time that the clocks show twice can be told apart', async () => {
  const opened = await openDraft('compose', 'cake');
  opened.world.calendar.clocks['2026-12-04'] = 'The clocks go back that night.';
  const time = screen.getByLabelText('Time');
  await opened.user.clear(time);
  await opened.user.type(time, '02:30');
  expect((await screen.findByTestId('time-sentence')).textContent).toContain('go back');
  await opened.user.click(screen.getByLabelText('The second time'));
  await waitFor(() =>
    expect(contents(opened, 'check_draft').at(-1)?.when).toMatchObject({ kind: 'at', later: true }),
  );
});

test('a draft is begun, copied, deleted and brought back', async () => {
  const { user } = await openDraft('compose', 'terrace');
  const count = () => screen.getAllByTestId('draft-row').length;
  await user.click(screen.getByTestId('draft-menu'));
  await user.click(await screen.findByTestId('draft-duplicate'));
  await waitFor(() => expect(count()).toBe(5));
  await user.click(screen.getByTestId('draft-menu'));
  await user.click(await screen.findByTestId('draft-delete'));
  await waitFor(() => expect(count()).toBe(4));
  expect(screen.queryByTestId('editor')).toBeNull();
  await user.click(within(await screen.findByTestId('notice')).getByText('Bring it back'));
  await waitFor(() => expect(text().value).toBe('The terrace is open again.'));
  await user.keyboard('{Control>}n{/Control}');
  await waitFor(() => expect(text().value).toBe(''));
  expect(count()).toBe(6);
});

test('a draft that was deleted a while ago is found and brought back', async () => {
  const { user } = await openDraft('compose', 'terrace');
  expect(screen.queryByTestId('deleted-drafts')).toBeNull();
  await user.click(screen.getByTestId('draft-menu'));
  await user.click(await screen.findByTestId('draft-delete'));
  await user.click(await screen.findByTestId('deleted-drafts'));
  await user.click(within(await screen.findByTestId('dialog-deleted')).getByTestId('undelete'));
  await waitFor(() => expect(text().value).toBe('The terrace is open again.'));
  expect(screen.queryByTestId('dialog-deleted')).toBeNull();
  expect(screen.queryByTestId('deleted-drafts')).toBeNull();
});

test('an earlier version is looked at and brought back', async () => {
  const { user } = await openDraft('compose', 'terrace');
  await user.type(text(), ' And warm.');
  await waitFor(() => expect(saved()).toMatch(/^Saved/));
  await user.click(screen.getByTestId('draft-menu'));
  await user.click(await screen.findByTestId('draft-history'));
  const content = await screen.findByTestId('version-content');
  expect(content.textContent).toContain('The terrace is open again.');
  await user.click(screen.getByTestId('restore-version'));
  await waitFor(() => expect(text().value).not.toContain('And warm.'));
});

test('a text is never anything but text', async () => {
  const { user } = await openDraft('compose', 'terrace');
  await user.click(screen.getByTestId('toggle-previews'));
  await user.clear(text());
  await user.click(text());
  await user.paste('<img src=x onerror="alert(1)"> https://evil.example');
  const preview = await screen.findByTestId('preview-text');
  await waitFor(() => expect(preview.textContent).toContain('<img src=x'));
  expect(document.querySelector('img[src=x]')).toBeNull();
  expect(preview.querySelector('a')).toBeNull();
});

test('a preview shows the post as far as the platform does, and the rest when asked', async () => {
  const { user } = await openDraft('compose', 'cake');
  await user.click(screen.getByTestId('toggle-previews'));
  const previews = await screen.findAllByTestId('preview');
  expect(previews.map(({ dataset }) => dataset.platform)).toEqual([
    'x',
    'instagram',
    'facebook',
    'pinterest',
  ]);
  const instagram = within(previews[1] ?? document.body);
  expect(instagram.queryByText(/#plumcake/)).toBeNull();
  await user.click(instagram.getByRole('button', { name: '… more' }));
  expect(instagram.getByText('#plumcake')).toBeTruthy();
  await user.click(instagram.getByRole('button', { name: 'Next picture' }));
  expect(instagram.getByText('2/2')).toBeTruthy();
  const next = instagram.getByRole('button', { name: 'Next picture' });
  expect(document.activeElement).toBe(next);
  await user.click(next);
  expect(instagram.getByText('2/2')).toBeTruthy();
});

test('a workspace without drafts says what the screen is for', async () => {
  const { user } = await open('compose-empty');
  await user.click(screen.getByTestId('nav-compose'));
  await user.click(await screen.findByTestId('empty-new'));
  await screen.findByTestId('editor');
  expect(navigation.openDraft).toBe(drafts.opened?.id);
});

test('a draft that is gone says so', async () => {
  const { user, fail } = await open('compose');
  await user.click(screen.getByTestId('nav-compose'));
  await screen.findByTestId('compose-empty');
  fail('open_draft', failure('not_found', 'This draft is not here any more.'));
  await user.click(draftRow('terrace'));
  expect((await screen.findByTestId('draft-failure')).textContent).toContain('not here any more');
});

function draftRow(id: string): HTMLElement {
  const rows = screen.getAllByTestId('draft-row');
  const found = rows.find(({ dataset }) => dataset.draftId === id);
  if (!found) throw new Error(`There is no draft ${id}`);
  return found;
}

function platform(name: string): HTMLElement {
  const chips = screen.getAllByTestId('platform');
  const found = chips.find(({ dataset }) => dataset.platform === name);
  if (!found) throw new Error(`There is no platform ${name}`);
  return found;
}

function unfold(name: string): HTMLElement {
  const parts = screen.getAllByTestId('unfold');
  const found = parts.find(({ dataset }) => dataset.platform === name);
  if (!found) throw new Error(`There is no part ${name}`);
  return found;
}
