// Answers the commands of the composer from made-up drafts.
import type {
  AddedFilesView,
  ComposeView,
  DraftsView,
  DraftView,
  FileView,
  WallTime,
} from '../../src/ipc';
import type { Handlers } from '../commands';
import { failure } from '../failure';
import { ago, nextRevision, type World } from '../world';
import { check } from './check';
import { platformNames } from './platforms';
import { content, draft, type FakeDraft } from './world';

type Mine =
  | 'compose_state'
  | 'list_drafts'
  | 'new_draft'
  | 'open_draft'
  | 'check_draft'
  | 'save_draft'
  | 'duplicate_draft'
  | 'delete_draft'
  | 'undelete_draft'
  | 'draft_versions'
  | 'restore_version'
  | 'choose_files'
  | 'take_dropped_files'
  | 'file_thumbnail';

export function composeAnswers({ compose: here }: World): Pick<Handlers, Mine> {
  const find = (id: string): FakeDraft => {
    const found = here.drafts.find((each) => each.id === id && !each.deleted);
    if (found) return found;
    throw failure('not_found', 'This draft is not here any more.');
  };
  const list = (): DraftsView => {
    const sorted = here.drafts.toSorted((a, b) => b.changed_at.localeCompare(a.changed_at));
    const rows = (are: boolean) =>
      sorted.filter(({ deleted }) => deleted === are).map((each) => row(each, here.state));
    return {
      revision: nextRevision(),
      workspace_id: here.state.workspace_id,
      drafts: rows(false),
      deleted: rows(true),
    };
  };
  const view = (of: FakeDraft): DraftView => ({
    revision: nextRevision(),
    id: of.id,
    workspace_id: here.state.workspace_id,
    content: of.content,
    files: here.files,
    saved_at: of.changed_at,
    versions: of.versions.length,
    check: check(here, of.content),
    send: here.sends.find(({ draft_id }) => draft_id === of.id) ?? null,
  });
  const begin = (made: FakeDraft): DraftView => {
    here.drafts = [made, ...here.drafts];
    return view(made);
  };
  const take = (draft_id: string): AddedFilesView => {
    const { chosen, refused } = here;
    here.files = [...here.files, ...chosen];
    here.chosen = [];
    return { draft_id, files: chosen, refused };
  };
  const setDeleted = (id: string, deleted: boolean): DraftsView => {
    here.drafts = here.drafts.map((each) => (each.id === id ? { ...each, deleted } : each));
    return list();
  };

  return {
    compose_state: ({ workspace_id }) => ({ ...here.state, workspace_id }),
    list_drafts: list,
    new_draft: ({ at, profile }) =>
      begin(
        draft(
          `draft ${nextRevision()}`,
          { profile: profile ?? here.state.profiles[0]?.id ?? null, when: when(at) },
          0,
        ),
      ),
    open_draft: ({ draft_id }) => view(find(draft_id)),
    check_draft: (form) => check(here, form.content),
    save_draft: ({ draft_id, content: now, saved_at }) => {
      const saved = find(draft_id);
      if (saved_at !== saved.changed_at) {
        throw failure('draft_changed', 'This draft was changed elsewhere meanwhile.');
      }
      const number = saved.versions.length + 1;
      const before = { number, at: saved.changed_at, content: saved.content, what: 'Text changed' };
      if (saved.content.text !== now.text)
        saved.versions = [before, ...saved.versions].slice(0, 20);
      saved.content = now;
      saved.changed_at = ago(0);
      return { draft_id, saved_at: saved.changed_at, versions: saved.versions.length };
    },
    duplicate_draft: ({ draft_id }) =>
      begin({ ...draft(`draft ${nextRevision()}`, find(draft_id).content, 0) }),
    delete_draft: ({ draft_id }) => setDeleted(find(draft_id).id, true),
    undelete_draft: ({ draft_id }) => setDeleted(draft_id, false),
    draft_versions: ({ draft_id }) => ({ draft_id, versions: find(draft_id).versions }),
    restore_version: ({ draft_id, number }) => {
      const restored = find(draft_id);
      const version = restored.versions.find((each) => each.number === number);
      restored.content = version?.content ?? content();
      restored.changed_at = ago(0);
      return view(restored);
    },
    choose_files: ({ draft_id }) => take(draft_id),
    take_dropped_files: ({ draft_id }) => take(draft_id),
    file_thumbnail: ({ file_id }) => picture(here.files.find(({ id }) => id === file_id)),
  };
}

function when(at: WallTime | undefined): FakeDraft['content']['when'] {
  return at ? { kind: 'at', ...at } : { kind: 'now' };
}

function row({ id, content: of, changed_at }: FakeDraft, state: ComposeView) {
  return {
    id,
    excerpt: (of.text || of.title).slice(0, 80),
    profile: state.profiles.find((each) => each.id === of.profile)?.name ?? null,
    platforms: of.platforms.map((value) => ({ value, label: platformNames[value] ?? value })),
    files: of.files.length,
    when_words: of.when.kind === 'at' ? `${of.when.date}, ${of.when.time}` : null,
    changed_at,
  };
}

/** Stripes in the file's own colour. */
function picture(file: FileView | undefined) {
  if (!file || file.problem || file.kind === 'document') {
    return { picture: null, message: 'There is no picture of this file.' };
  }
  const hue = [...file.id].reduce((sum, letter) => sum + letter.charCodeAt(0) * 47, 0) % 360;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30" preserveAspectRatio="xMidYMid slice"><rect width="40" height="30" fill="hsl(${hue} 45% 68%)"/><circle cx="28" cy="9" r="5" fill="hsl(${hue} 60% 86%)"/><path d="M0 30 12 14l9 10 6-6 13 12z" fill="hsl(${hue} 45% 40%)"/></svg>`;
  return { picture: `data:image/svg+xml,${encodeURIComponent(svg)}`, message: null };
}
