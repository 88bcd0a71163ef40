// A draft that is being written: what is in it now, what its platforms say to that, and whether it
// is saved. It outlives the screen until everything in it is saved.
import {
  call,
  type DraftCheckView,
  type DraftContent,
  type DraftFile,
  type DraftView,
  type Failure,
  type FieldContent,
  type FileView,
  type SendView,
  toFailure,
} from '../ipc';
import { oneAtATime } from '../lib/latest';

/** Milliseconds from a change to its saving; what is typed meanwhile is saved with it. */
const SAVED_WITHIN = 400;
/** Milliseconds until a failed saving is tried again. */
const TRIED_AGAIN_AFTER = 3_000;
/** Why a saving failed, where that may be over by itself: the disk is full, the draft is on its way. */
const MAY_PASS = ['internal', 'not_now'];

export class OpenDraft {
  readonly id: string;
  readonly workspaceId: string;
  content = $state.raw<DraftContent>() as DraftContent;
  check = $state.raw<DraftCheckView>() as DraftCheckView;
  files = $state.raw<FileView[]>([]);
  /** RFC 3339 in UTC. */
  savedAt = $state('');
  /** How many earlier versions are kept. */
  versions = $state(0);
  /** Its last send as it stood when the draft was opened. */
  send = $state.raw<SendView | null>(null);
  /** Something on the screen is not saved yet. */
  changed = $state(false);
  /** Why it could not be saved. */
  failure = $state.raw<Failure | null>(null);
  /** A saving that failed may succeed later. */
  readonly triesAgain = $derived(MAY_PASS.includes(this.failure?.code ?? ''));
  /** Why the platforms could not be asked. */
  uncheckable = $state.raw<Failure | null>(null);
  #onsaved: (draft: OpenDraft) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<boolean> | null = null;

  constructor(view: DraftView, onsaved: (draft: OpenDraft) => void) {
    this.id = view.id;
    this.workspaceId = view.workspace_id;
    this.#onsaved = onsaved;
    this.receive(view);
  }

  /** Shows the draft as it is now: something else may have changed it, or what it is checked against. */
  async renew(): Promise<void> {
    if (this.changed) return this.look();
    const { content } = this;
    try {
      const view = await call('open_draft', { draft_id: this.id });
      if (this.content === content && !this.changed) this.receive(view);
    } catch {
      // One that is sent, or gone, is looked at as it was.
    }
  }

  /** Takes the draft as Rust has it, in place of what is on the screen. */
  receive(view: DraftView): void {
    this.content = view.content;
    this.check = view.check;
    this.files = view.files;
    this.savedAt = view.saved_at;
    this.versions = view.versions;
    this.send = view.send;
    this.changed = false;
    this.failure = null;
  }

  /** Changes what is named. It is checked at once and saved soon. */
  change(part: Partial<DraftContent>): void {
    this.content = { ...this.content, ...part };
    this.changed = true;
    void this.look();
    this.#saveWithin(SAVED_WITHIN);
  }

  /** Asks the platforms what they say to what is on the screen now. */
  look = oneAtATime(async () => {
    try {
      const form = { draft_id: this.id, content: this.content };
      this.check = await call('check_draft', form);
      this.uncheckable = null;
    } catch (error) {
      this.uncheckable = toFailure(error);
    }
  });

  /** Saves what is not saved yet; true when everything on the screen is saved. */
  async flush(): Promise<boolean> {
    this.#stopWaiting();
    while (this.changed) {
      this.#saving ??= this.#save().finally(() => (this.#saving = null));
      if (!(await this.#saving)) return false;
    }
    return true;
  }

  /** Saves nothing any more: the draft is gone. */
  letGo(): void {
    this.#stopWaiting();
    this.changed = false;
  }

  /** The files of the post, or of one platform where it has files of its own. */
  filesOf(platform: string | null): DraftFile[] {
    if (platform === null) return this.content.files;
    return this.content.own_files.find((own) => own.platform === platform)?.files ?? [];
  }

  /** The platforms that get these files. */
  platformsOf(platform: string | null): string[] {
    if (platform !== null) return [platform];
    const own = this.content.own_files.map((each) => each.platform);
    return this.content.platforms.filter((each) => !own.includes(each));
  }

  changeFiles(platform: string | null, files: DraftFile[]): void {
    if (platform === null) return this.change({ files });
    const others = this.content.own_files.filter((own) => own.platform !== platform);
    this.change({ own_files: [...others, { platform, files }] });
  }

  file(id: string): FileView | null {
    return this.files.find((file) => file.id === id) ?? null;
  }

  value(field: string): FieldContent | null {
    return this.content.values.find((each) => each.field === field)?.value ?? null;
  }

  /** Sets a field of one platform; with null it is as if nobody had touched it. */
  setValue(field: string, value: FieldContent | null): void {
    const others = this.content.values.filter((each) => each.field !== field);
    this.change({ values: value ? [...others, { field, value }] : others });
  }

  async #save(): Promise<boolean> {
    const content = this.content;
    try {
      const form = { draft_id: this.id, content, saved_at: this.savedAt };
      const saved = await call('save_draft', form);
      this.savedAt = saved.saved_at;
      this.versions = saved.versions;
      this.failure = null;
      if (this.content === content) this.changed = false;
      this.#onsaved(this);
      return true;
    } catch (error) {
      this.failure = toFailure(error);
      if (this.failure.code === 'draft_changed') await this.#giveWay(content, this.failure);
      else if (this.triesAgain) this.#saveWithin(TRIED_AGAIN_AFTER);
      return false;
    }
  }

  /** Something else changed the draft. Rust kept what was here as a version: show what it is now. */
  async #giveWay(kept: DraftContent, why: Failure): Promise<void> {
    const view = await call('open_draft', { draft_id: this.id }).catch(() => null);
    // What was typed meanwhile is to be kept as well.
    if (!view || this.content !== kept) return this.#saveWithin(TRIED_AGAIN_AFTER);
    this.#stopWaiting();
    this.receive(view);
    this.failure = why;
    this.#onsaved(this);
  }

  #saveWithin(milliseconds: number): void {
    this.#timer ??= setTimeout(() => void this.flush(), milliseconds);
  }

  #stopWaiting(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
