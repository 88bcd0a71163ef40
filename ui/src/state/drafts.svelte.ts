// The drafts of the open workspace, and the one that is being written.
import {
  type AddedFilesView,
  call,
  type DraftsView,
  type DraftView,
  type Failure,
  type NewDraftForm,
  toFailure,
} from '../ipc';
import { oneAtATime } from '../lib/latest';
import { t } from '../text';
import { navigation } from './navigation.svelte';
import { notices } from './notices.svelte';
import { OpenDraft } from './open-draft.svelte';

class Drafts {
  view = $state.raw<DraftsView | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** The one on the screen. */
  opened = $state.raw<OpenDraft | null>(null);
  /** Why the one asked for could not be opened. */
  unopened = $state.raw<Failure | null>(null);
  #workspace: string | null = null;
  /** Closed while something in them could not be saved yet; they go on trying. */
  #unsaved = new Map<string, OpenDraft>();

  /** Turns to a workspace and asks for its drafts. */
  async open(workspaceId: string): Promise<void> {
    if (workspaceId !== this.#workspace) this.forget();
    this.#workspace = workspaceId;
    await this.refresh();
  }

  /** Asks for the list again. */
  refresh = oneAtATime(async () => {
    const workspaceId = this.#workspace;
    if (!workspaceId) return;
    this.failure = null;
    try {
      this.receive(await call('list_drafts', { workspace_id: workspaceId }));
    } catch (error) {
      if (workspaceId === this.#workspace) this.failure = toFailure(error);
    }
  });

  /** Takes a view in, unless it came late: for a workspace no longer open, or after a newer one. */
  receive = (view: DraftsView): void => {
    if (view.workspace_id !== this.#workspace) return;
    if (this.view && view.revision < this.view.revision) return;
    this.failure = null;
    this.view = view;
  };

  /** Puts a draft on the screen, and away what was there. With null there is none. */
  async turnTo(draftId: string | null): Promise<void> {
    this.unopened = null;
    if (draftId === (this.opened?.id ?? null)) return;
    this.#putAway();
    if (draftId === null) return;
    const unsaved = this.#unsaved.get(draftId);
    if (unsaved) {
      this.opened = unsaved;
      return;
    }
    try {
      this.#show(await call('open_draft', { draft_id: draftId }));
    } catch (error) {
      if (navigation.openDraft === draftId) this.unopened = toFailure(error);
    }
  }

  /** Begins a draft and goes to it. */
  async begin(form: NewDraftForm): Promise<void> {
    await this.#goTo(() => call('new_draft', form));
  }

  /** Begins a draft with what is in another one, also one that is sent. */
  async duplicate(draftId: string): Promise<void> {
    if (this.opened?.id === draftId) await this.opened.flush();
    await this.#goTo(() => call('duplicate_draft', { draft_id: draftId }));
  }

  /** Deletes a draft; the notice can bring it back. */
  async delete(draft: OpenDraft): Promise<void> {
    await draft.flush();
    const form = { draft_id: draft.id };
    try {
      this.receive(await call('delete_draft', form));
      draft.letGo();
      this.leave(draft.id);
      const undo = (): void => void this.undelete(draft.id);
      notices.say(t('draft.deleted'), { action: { label: t('draft.undelete'), run: undo } });
    } catch (error) {
      notices.warn(toFailure(error));
    }
  }

  /** Brings a deleted draft back and goes to it. */
  async undelete(draftId: string): Promise<void> {
    try {
      this.receive(await call('undelete_draft', { draft_id: draftId }));
      navigation.compose(draftId);
    } catch (error) {
      notices.warn(toFailure(error));
    }
  }

  /** Takes a draft off the screen, if it is there. */
  leave(draftId: string): void {
    if (navigation.openDraft === draftId) navigation.openDraft = null;
    if (this.opened?.id === draftId) this.opened = null;
  }

  /** The person dropped files on the window: they belong to the draft on the screen. */
  async takeDropped(): Promise<void> {
    if (navigation.screen !== 'compose') return;
    const draft = this.opened;
    if (!draft) {
      notices.warn({ message: t('files.no_draft'), remedy: t('files.no_draft_remedy') });
      return;
    }
    const take = () => call('take_dropped_files', { draft_id: draft.id });
    const added = await this.addFiles(draft, null, take);
    // With platforms that have files of their own, somebody may have meant one of these.
    if (added > 0 && draft.content.own_files.length > 0) notices.say(t('files.dropped'));
  }

  /**
   * Puts files that were taken in at the end of the draft's, or of one platform's own, and says how
   * many.
   */
  async addFiles(
    draft: OpenDraft,
    platform: string | null,
    take: () => Promise<AddedFilesView>,
  ): Promise<number> {
    try {
      const { files, refused } = await take();
      const known = draft.files.filter(({ id }) => !files.some((file) => file.id === id));
      draft.files = [...known, ...files];
      const added = files.map(({ id }) => ({ file_id: id, alt_text: '' }));
      if (added.length > 0) draft.changeFiles(platform, [...draft.filesOf(platform), ...added]);
      for (const message of refused) notices.warn({ message, remedy: '' });
      return added.length;
    } catch (error) {
      notices.warn(toFailure(error));
      return 0;
    }
  }

  forget(): void {
    this.#putAway();
    this.#workspace = null;
    this.view = null;
    this.failure = null;
    this.unopened = null;
  }

  async #goTo(ask: () => Promise<DraftView>): Promise<void> {
    try {
      const view = await ask();
      this.#putAway();
      navigation.compose(view.id);
      this.#show(view);
      void this.refresh();
    } catch (error) {
      notices.warn(toFailure(error));
    }
  }

  #show(view: DraftView): void {
    if (navigation.openDraft !== view.id || view.workspace_id !== this.#workspace) return;
    this.opened = new OpenDraft(view, (draft) => {
      this.#unsaved.delete(draft.id);
      void this.refresh();
    });
  }

  #putAway(): void {
    const draft = this.opened;
    this.opened = null;
    if (!draft?.changed) return;
    this.#unsaved.set(draft.id, draft);
    void draft.flush().then((saved) => {
      if (!saved && draft.failure) notices.warn(draft.failure);
    });
  }
}

export const drafts = new Drafts();
