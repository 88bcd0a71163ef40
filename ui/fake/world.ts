// A made-up Latchkey for tests and for looking at the page in a browser: what Rust would know, and
// builders for it. Nothing here is part of the app.
import type {
  AppView,
  CreationView,
  EventView,
  IdentifiedView,
  IncidentsView,
  KeysView,
  KeyView,
  ProblemView,
  RotationView,
  SightingView,
  WorkspaceView,
} from '../src/ipc';
import type { FakeActivity } from './activity/answers';
import type { FakeCalendar } from './calendar/answers';
import type { FakeCompose } from './compose/world';

export interface World {
  app: AppView;
  boards: Record<string, KeysView>;
  events: EventView[];
  sighting: SightingView;
  activity: FakeActivity;
  calendar: FakeCalendar;
  compose: FakeCompose;
  /** Per workspace. */
  incidents: Record<string, IncidentsView>;
  /** Why no workspace can be removed now. */
  hindrance: ProblemView | null;
  /** What Latchkey makes of what is on the clipboard when asked which key it is. */
  pasted: IdentifiedView;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export const ago = (days: number): string => new Date(Date.now() - days * DAY).toISOString();
export const inMinutes = (minutes: number): string =>
  new Date(Date.now() + minutes * MINUTE).toISOString();

export function fingerprint(seed: string): string {
  let state = [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
  return Array.from({ length: 64 }, () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return (state >>> 28).toString(16);
  }).join('');
}

export function key(facts: Partial<KeyView> & { name: string }): KeyView {
  const print = fingerprint(facts.id ?? facts.name);
  return {
    id: facts.name,
    environment: 'production',
    purpose: '',
    hint: `cdv_…${print.slice(-4)}`,
    fingerprint: print,
    state: 'active',
    used_by_latchkey: false,
    last_working: false,
    created_at: ago(34),
    added_at: ago(30),
    last_used_at: null,
    last_alive_at: ago(0.08),
    last_check: { at: ago(0.08), outcome: 'alive', message: 'It works.' },
    rotation_days: 90,
    rotation_due_at: ago(-56),
    rotation_overdue: false,
    ending: null,
    death: null,
    rotation: null,
    places: [],
    can_copy: true,
    can_check: true,
    can_revoke: true,
    can_rotate: true,
    can_forget: false,
    watched: false,
    name_at_service: null,
    ...facts,
  };
}

export function revoked(facts: Partial<KeyView> & { name: string }): KeyView {
  return key({
    state: 'revoked',
    death: {
      requested_at: ago(2),
      refused_at: new Date(Date.parse(ago(2)) + 1_840).toISOString(),
      delay_ms: 1_840,
      status: 401,
      message: 'The service refused this key 1.8 seconds after you asked for its end.',
    },
    can_copy: false,
    can_check: false,
    can_revoke: false,
    can_rotate: false,
    can_forget: true,
    ...facts,
  });
}

export function rotation(facts: Partial<RotationView>): RotationView {
  return {
    id: 'rotation',
    old_key_id: 'old',
    new_key_id: 'new',
    stage: 'overlap',
    overlap: 'hours_1',
    overlap_ends_at: inMinutes(42),
    places: [],
    started_at: ago(0.01),
    problem: null,
    can_cancel: true,
    ...facts,
  };
}

export function creation(facts: Partial<CreationView> & { name: string }): CreationView {
  return {
    id: `creation of ${facts.name}`,
    environment: 'production',
    stage: 'awaiting_paste',
    started_at: ago(0.001),
    rotation_id: null,
    guide: `Press “Create API key”, call it ${facts.name}, and copy the key it shows. It is shown only once.`,
    sighting: null,
    problem: null,
    can_cancel: true,
    ...facts,
  };
}

export function workspace(facts: Partial<WorkspaceView> = {}): WorkspaceView {
  return {
    id: 'demo',
    name: 'Fernweh Studio',
    kind: 'demo',
    base_url: 'http://127.0.0.1:41877/v1',
    authority: 'automatic',
    live_keys: 4,
    needs_attention: 1,
    problem: null,
    answered_at: ago(0.001),
    ...facts,
  };
}

export function board(
  of: WorkspaceView,
  keys: KeyView[],
  creations: CreationView[] = [],
): KeysView {
  const taken = new Set(keys.map(({ name }) => name));
  const recommended = ['app-production', 'mcp-claude', 'automation-n8n', 'staging'];
  return {
    revision: nextRevision(),
    workspace: of,
    keys,
    creations,
    names_offered: recommended.filter((name) => !taken.has(name)),
    listed_at: of.authority === 'automatic' ? ago(0.001) : null,
  };
}

export function event(seq: number, facts: Partial<EventView>): EventView {
  const kind = facts.kind ?? 'key.created';
  return {
    seq,
    at: ago((60 - seq) / 3),
    user: 'mira',
    host: 'fernweh-laptop',
    kind,
    sentence: 'Created a key.',
    ok: true,
    key_name: null,
    fingerprint: null,
    workspace: 'Fernweh Studio',
    body: JSON.stringify({ v: 1, kind, user: 'mira', host: 'fernweh-laptop', result: 'ok' }),
    hash: fingerprint(`event ${seq}`),
    ...facts,
  };
}

export function app(workspaces: WorkspaceView[], facts: Partial<AppView> = {}): AppView {
  return {
    revision: nextRevision(),
    language: 'en',
    version: '0.1.0',
    user: 'mira on fernweh-laptop',
    keychain: 'works',
    keychain_message: null,
    workspaces,
    current: workspaces[0]?.id ?? null,
    history: { whole: true, count: 58, message: null, can_begin_anew: false },
    settings: {
      clear_clipboard_after: 10,
      rotation_days: 90,
      hold_seconds: 10,
      remove_metadata: true,
    },
    ...facts,
  };
}

let revision = 0;

/** As in the app: a later view has a higher number. */
export function nextRevision(): number {
  revision += 1;
  return revision;
}
