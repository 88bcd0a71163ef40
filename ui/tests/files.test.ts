import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { send } from '../fake/compose/world';
import { failure } from '../fake/failure';
import { nextRevision } from '../fake/world';
import type { DraftContent, SendView } from '../src/ipc';
import { asked, openDraft } from './composing';
import type { Opened } from './open';

const names = (): (string | undefined)[] =>
  screen.queryAllByTestId('file').map(({ dataset }) => dataset.fileId);
const content = (opened: Opened): DraftContent =>
  (asked(opened, 'check_draft').at(-1)?.form as { content: DraftContent }).content;

test('files are chosen in Rust and put at the end, and those refused are named', async () => {
  const opened = await openDraft('compose', 'cake');
  opened.world.compose.refused = ['notes.txt is neither a picture, a video nor a PDF.'];
  await opened.user.click(screen.getByTestId('choose-files'));
  await waitFor(() => expect(names()).toEqual(['cake', 'counter', 'window', 'baker']));
  expect(asked(opened, 'choose_files').map(({ form }) => form)).toEqual([{ draft_id: 'cake' }]);
  expect((await screen.findByTestId('notice')).textContent).toContain('notes.txt');
});

test('files dropped on the window come to the draft on the screen', async () => {
  const opened = await openDraft('compose', 'terrace');
  await opened.emit({ kind: 'files_dropped', view: 2 });
  await waitFor(() => expect(names()).toEqual(['window', 'baker']));
});

test('files dropped on a draft that is on its way are refused, and the draft stays as it is', async () => {
  const opened = await openDraft('compose', 'terrace');
  opened.fail(
    'take_dropped_files',
    failure('not_now', 'This draft is on its way.', 'Take it back.'),
  );
  await opened.emit({ kind: 'files_dropped', view: 2 });
  expect((await screen.findByTestId('notice')).textContent).toContain('on its way');
  expect(names()).toEqual([]);
  expect(asked(opened, 'save_draft')).toHaveLength(0);
});

test('where files go is said when they could have been meant for one platform', async () => {
  const opened = await openDraft('compose', 'cake');
  await opened.user.click(screen.getAllByTestId('unfold')[0] ?? document.body);
  await opened.user.click(await screen.findByTestId('own-files'));
  await opened.emit({ kind: 'files_dropped', view: 2 });
  expect((await screen.findByTestId('notice')).textContent).toContain('the files of the post');
});

test('files dropped on another screen are left alone', async () => {
  const opened = await openDraft('compose', 'terrace');
  await opened.user.click(screen.getByTestId('nav-keys'));
  await opened.emit({ kind: 'files_dropped', view: 2 });
  expect(asked(opened, 'take_dropped_files')).toHaveLength(0);
});

test('files that cannot be taken in say why', async () => {
  const { user, fail } = await openDraft('compose', 'cake');
  fail('choose_files', failure('internal', 'The disk is full.', 'Make room.'));
  await user.click(screen.getByTestId('choose-files'));
  expect((await screen.findByTestId('notice')).textContent).toContain('The disk is full.');
  expect(names()).toEqual(['cake', 'counter']);
});

test('the order is changed by buttons, told, and the focus stays with its file', async () => {
  const { user } = await openDraft('compose', 'cake');
  const [first] = screen.getAllByTestId('file');
  const down = within(first ?? document.body).getByTestId('file-down');
  await user.click(down);
  await waitFor(() => expect(names()).toEqual(['counter', 'cake']));
  expect(screen.getByText('cake.jpg is now 2 of 2.')).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(down));
  await user.keyboard('{Enter}');
  expect(names()).toEqual(['counter', 'cake']);
});

test('a file is taken out, and the focus goes to the next one', async () => {
  const { user } = await openDraft('compose', 'cake');
  await user.click(screen.getAllByTestId('file-remove')[0] ?? document.body);
  await waitFor(() => expect(names()).toEqual(['counter']));
  await waitFor(() => expect(document.activeElement).toBe(screen.getAllByTestId('file-remove')[0]));
});

test('a description goes with its file', async () => {
  const opened = await openDraft('compose', 'cake');
  await opened.user.type(screen.getByLabelText('What counter.png shows'), 'The counter');
  await waitFor(() =>
    expect(content(opened).files).toEqual([
      { file_id: 'cake', alt_text: 'A plum cake on a wooden board' },
      { file_id: 'counter', alt_text: 'The counter' },
    ]),
  );
});

test('a platform begins its own files with those of the post, and gives them up again', async () => {
  const opened = await openDraft('compose', 'cake');
  const [x] = screen.getAllByTestId('unfold');
  await opened.user.click(x ?? document.body);
  await opened.user.click(await screen.findByTestId('own-files'));
  await waitFor(() => expect(names()).toHaveLength(4));
  await opened.user.click(screen.getAllByTestId('file-remove').at(-1) ?? document.body);
  await waitFor(() => expect(content(opened).own_files[0]?.files).toHaveLength(1));
  expect(content(opened).files).toHaveLength(2);
  await opened.user.click(screen.getByTestId('own-files'));
  await waitFor(() => expect(content(opened).own_files).toEqual([]));
});

test('where place and camera stay in pictures, that is said', async () => {
  const opened = await openDraft('compose', 'cake');
  expect(screen.queryByTestId('metadata-stays')).toBeNull();
  const { world } = opened;
  const settings = { ...world.app.settings, remove_metadata: false };
  await opened.emit({ kind: 'app', view: { ...world.app, revision: 1e9, settings } });
  expect(await screen.findByTestId('metadata-stays')).toBeTruthy();
});

test('how many files can still be sent is asked again after each that was', async () => {
  const opened = await openDraft('compose', 'cake');
  const before = asked(opened, 'compose_state').length;
  const upload = { name: 'film.mp4', number: 1, of: 1, sent: 1, total: 2 };
  const uploads = send('uploads', { state: 'uploading', upload });
  const tell = (sends: SendView[]) =>
    opened.emit({ kind: 'sends', view: { revision: nextRevision(), workspace_id: 'demo', sends } });
  await tell([uploads]);
  await tell([{ ...uploads, upload: { ...upload, sent: 2 } }]);
  await waitFor(() => expect(asked(opened, 'compose_state')).toHaveLength(before + 1));
  await tell([{ ...uploads, state: 'accepted', upload: null }]);
  await waitFor(() => expect(asked(opened, 'compose_state')).toHaveLength(before + 2));
});

test('what is wrong with a file stands at the file', async () => {
  await openDraft('compose-problems', 'wrong');
  const broken = screen.getAllByTestId('file').at(-1);
  expect(broken?.textContent).toContain('This file is empty.');
  expect(broken?.textContent).toContain('X cannot show this file.');
});
