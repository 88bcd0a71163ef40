// The states worth looking at, by name: `npm run preview:fake`, then /?story=rotating&theme=dark.
import type { KeyView, PlaceView, WorkspaceView } from '../src/ipc';
import { incidentStories } from './incident-stories';
import { usualPosts } from './activity/posts';
import { noActivity } from './activity/answers';
import { backed, calendarStories, noCalendar } from './calendar/stories';
import { composeStories } from './compose/stories';
import { noCompose } from './compose/world';
import { activityStories } from './activity/stories';
import {
  ago,
  app,
  board,
  creation,
  event,
  fingerprint,
  inMinutes,
  key,
  revoked,
  rotation,
  type World,
  workspace,
} from './world';

const place = (label: string, ticked = true): PlaceView => ({
  id: `place ${label}`,
  label,
  ticked_at: ticked ? ago(3) : null,
});

const fourKeys = (): KeyView[] => [
  key({
    name: 'app-production',
    purpose: 'Our own website publishes its news with it',
    used_by_latchkey: true,
    places: [place('Website, file .env'), place('Jonas, for the newsletter')],
  }),
  key({
    name: 'automation-n8n',
    purpose: 'Daily posts from the content calendar',
    created_at: ago(127),
    rotation_due_at: ago(37),
    rotation_overdue: true,
    places: [place('n8n, workflow “Daily post”')],
  }),
  key({
    name: 'mcp-claude',
    environment: 'development',
    purpose: 'Drafts in the assistant',
    created_at: ago(12),
    rotation_due_at: ago(-78),
  }),
  key({
    name: 'staging',
    environment: 'staging',
    purpose: '',
    created_at: null,
    rotation_days: null,
    rotation_due_at: null,
    last_alive_at: ago(19),
  }),
];

const events = () =>
  Array.from({ length: 58 }, (_, index) => {
    const seq = 58 - index;
    const name = ['app-production', 'automation-n8n', 'mcp-claude', 'staging'][seq % 4] ?? '';
    const facts = [
      { kind: 'key.checked', sentence: 'Checked whether the service accepts the key: it does.' },
      { kind: 'key.copied', sentence: 'Copied the key to the clipboard.' },
      { kind: 'key.edited', sentence: 'Changed the purpose.' },
      { kind: 'key.checked', sentence: 'Could not reach the service to check the key.', ok: false },
    ][seq % 4];
    return event(seq, { ...facts, key_name: name, fingerprint: fingerprint(name).slice(0, 8) });
  });

function world(workspaces: WorkspaceView[], keys: KeyView[], more: Partial<World> = {}): World {
  const [first] = workspaces;
  return {
    app: app(workspaces),
    boards: first ? { [first.id]: board(first, keys) } : {},
    events: first ? events() : [],
    sighting: {
      usable: true,
      hint: 'cdv_…e81c',
      message: 'There is a key on the clipboard.',
      remedy: '',
    },
    incidents: {},
    hindrance: null,
    pasted: { message: 'There is no key in what you copied.', keys: [], certain: false },
    activity: noActivity(),
    calendar: noCalendar(),
    compose: noCompose(),
    ...more,
  };
}

const client = (facts: Partial<WorkspaceView> = {}): WorkspaceView =>
  workspace({
    id: 'client',
    name: 'Brotfabrik',
    kind: 'codivupload',
    base_url: 'https://api.codivupload.com/v1',
    authority: 'guided',
    needs_attention: 0,
    live_keys: 2,
    ...facts,
  });

const unreachable = {
  message: 'The service cannot be reached from here.',
  remedy: 'Check the network. Latchkey goes on by itself as soon as the service answers.',
  next_try_at: inMinutes(2),
};

function keychain(state: 'locked' | 'absent' | 'replaced', message: string): Partial<World> {
  const workspaces = state === 'absent' ? [] : [workspace()];
  return { app: app(workspaces, { keychain: state, keychain_message: message }) };
}

function rotating(): KeyView[] {
  const places = [place('n8n, workflow “Daily post”'), place('Zapier, “Instagram queue”', false)];
  const step = rotation({ old_key_id: 'old', new_key_id: 'new', places });
  const [first, second, ...others] = fourKeys();
  return [
    ...(first ? [first] : []),
    key({
      ...second,
      name: 'automation-n8n',
      id: 'new',
      state: 'rotating',
      rotation: step,
      places,
    }),
    key({
      ...second,
      name: 'automation-n8n (old)',
      id: 'old',
      state: 'rotating',
      rotation: step,
      places,
    }),
    ...others,
  ];
}

const ending = (): KeyView =>
  key({
    name: 'automation-n8n',
    state: 'ending',
    ending: {
      requested_at: ago(0.004),
      accepted_at: ago(0.0039),
      probes: 4,
      next_probe_at: inMinutes(1),
      guide: null,
      cannot_be_proven: false,
      problem: null,
    },
    can_copy: false,
    can_revoke: false,
    can_rotate: false,
  });

const longName = 'a-very-long-key-name-that-somebody-typed-without-thinking-twice-';

const guidedBoard = () =>
  board(
    client(),
    [key({ name: 'app-production', used_by_latchkey: true })],
    [
      creation({
        name: 'mcp-claude',
        sighting: {
          usable: false,
          hint: null,
          message: 'This is a login token, not an API key.',
          remedy: 'Copy the key itself: it starts with cdv_.',
        },
      }),
    ],
  );

export const stories: Record<string, () => World> = {
  demo: () => world([workspace(), client()], [...fourKeys(), revoked({ name: 'old-website' })]),
  'first-start': () => world([], []),
  'no-keychain': () =>
    world(
      [],
      [],
      keychain('absent', 'This computer has no keychain, so only the demo can be used.'),
    ),
  locked: () =>
    world(
      [workspace()],
      fourKeys(),
      keychain('locked', 'The keychain is locked. Unlock it to copy, check or create keys.'),
    ),
  replaced: () =>
    world([workspace()], fourKeys(), keychain('replaced', 'This is another keychain than before.')),
  empty: () => world([workspace({ live_keys: 0, needs_attention: 0 })], []),
  rotating: () => world([workspace()], rotating()),
  ending: () => world([workspace()], [...fourKeys().slice(0, 1), ending(), ...fourKeys().slice(2)]),
  guided: () => world([client()], [], { boards: { client: guidedBoard() } }),
  unreachable: () =>
    world(
      [workspace({ problem: unreachable })],
      [
        ...fourKeys(),
        key({
          name: 'shop',
          state: 'missing',
          can_copy: false,
          can_check: false,
          hint: null,
          fingerprint: null,
        }),
        key({ name: 'intern', state: 'suspected' }),
        key({ name: 'new-one', state: 'unverified', last_alive_at: null, last_check: null }),
      ],
    ),
  long: () =>
    world(
      [workspace({ name: 'The Extraordinarily Long Named Agency for Everything, GmbH & Co. KG' })],
      [
        key({ name: longName, purpose: longName.repeat(6), places: [place(longName.repeat(2))] }),
        ...fourKeys(),
      ],
    ),
  many: () =>
    world(
      [workspace({ live_keys: 60 })],
      Array.from({ length: 60 }, (_, index) =>
        key({
          name: `client-${index + 1}`,
          environment: (['production', 'staging', 'development'] as const)[index % 3],
          purpose: 'One of many',
          created_at: ago(index * 4),
        }),
      ),
    ),
  ...incidentStories,
  ...Object.fromEntries(
    Object.entries(activityStories).map(([name, activity]) => [
      name,
      () => world([workspace(), client()], fourKeys(), { activity: activity() }),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(calendarStories).map(([name, calendar]) => [
      name,
      () => {
        const posts = usualPosts(60);
        return world([workspace(), client()], fourKeys(), {
          activity: { ...noActivity(), posts },
          calendar: backed(calendar(), posts),
        });
      },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(composeStories).map(([name, compose]) => [
      name,
      () => world([workspace(), client()], fourKeys(), { compose: compose() }),
    ]),
  ),
  'broken-history': () =>
    brokenHistory('Event 17 of the audit history was changed outside Latchkey.', false),
  'cut-off-history': () =>
    brokenHistory('The history was cut off: event 59 and everything after it is gone.', true),
};

function brokenHistory(message: string, can_begin_anew: boolean): World {
  const made = world([workspace()], fourKeys());
  made.app.history = { whole: false, count: 58, message, can_begin_anew };
  return made;
}
