// The states of a leak response worth looking at.
import { noActivity } from './activity/answers';
import { noCalendar } from './calendar/stories';
import { noCompose } from './compose/world';
import type { IncidentView, KeyView, WorkspaceView } from '../src/ipc';
import {
  byHand,
  contained,
  held,
  incident,
  incidents,
  repair,
  step,
  steps,
  strangePost,
  suspect,
} from './incident';
import { ago, app, board, creation, inMinutes, key, revoked, type World, workspace } from './world';

const places = ['Website, file .env', 'n8n, workflow “Daily post”', 'Jonas, for the newsletter'];
const noted = (ticked: number): KeyView['places'] =>
  places.map((label, index) => ({
    id: label,
    label,
    ticked_at: index < ticked ? ago(0.002) : null,
  }));

const demo = workspace();
const client = workspace({
  id: 'client',
  name: 'Brotfabrik',
  kind: 'codivupload',
  base_url: 'https://api.codivupload.com/v1',
  authority: 'guided',
});
const leaked = key({
  name: 'staging',
  environment: 'staging',
  state: 'suspected',
  created_at: ago(212),
  places: noted(0),
});
const dead = revoked({ ...leaked, state: 'revoked', name: 'staging' });
const others = [
  key({ name: 'app-production', used_by_latchkey: true, places: noted(0).slice(1) }),
  key({ name: 'automation-n8n', created_at: ago(127) }),
  key({ name: 'mcp-claude', environment: 'development', created_at: ago(12) }),
];

/** A world with leak responses in its first workspace. */
function world(list: IncidentView[], more: Partial<World> & { in?: WorkspaceView } = {}): World {
  const { in: where = demo, ...rest } = more;
  const isDead = list[0]?.death;
  return {
    hindrance: null,
    app: app([where]),
    boards: { [where.id]: board(where, [isDead ? dead : leaked, ...others]) },
    events: [],
    activity: noActivity(),
    calendar: noCalendar(),
    compose: noCompose(),
    sighting: {
      usable: false,
      hint: null,
      message: 'There is no key on the clipboard.',
      remedy: '',
    },
    incidents: { [where.id]: incidents(where, list) },
    pasted: {
      message: 'This is the key staging.',
      keys: [suspect(leaked, where)],
      certain: true,
    },
    ...rest,
  };
}

const it = suspect(leaked, demo);
const unreachable = {
  message: 'The service cannot be reached from here.',
  remedy: 'Check the network. Latchkey goes on by itself as soon as the service answers.',
  next_try_at: inMinutes(2),
};
const frozen: Parameters<typeof steps>[0] = {
  freeze: ['done', '6 posts are held back and kept here.'],
};
const replaced: Parameters<typeof steps>[0] = {
  ...frozen,
  replace: ['done', 'The new key works, and all 3 places have it.'],
};
const reviewed: Parameters<typeof steps>[0] = {
  ...replaced,
  review: ['done', 'Every post since then has your word or a proof: 33 yours, 14 not.'],
};
const repaired: Parameters<typeof steps>[0] = {
  ...reviewed,
  repair: ['done', '12 posts were deleted at the service, 2 by hand.'],
};
const renewed = key({ name: 'staging', id: 'new', environment: 'staging', places: noted(1) });

/** Forty held posts, in every state. */
function fortyHeld(): IncidentView['held'] {
  const problem = { message: 'The service is too busy.', remedy: 'Try again.', next_try_at: null };
  return Array.from({ length: 40 }, (_, number) => {
    switch (number) {
      case 2:
        return held(number, { state: 'failed', problem });
      case 4:
        return held(number, {
          state: 'unclear',
          problem: {
            message: 'Asked for at 14:02:31; the connection broke before an answer came.',
            remedy: 'Looking at 14:03 found two posts like it, neither with certainty.',
            next_try_at: null,
          },
        });
      case 5:
        return held(number, { needs_new_time: true });
      case 7:
        return held(number, { state: 'restored' });
      case 8:
        return held(number, { state: 'went_out' });
      case 9:
        return held(number, { state: 'gone_before' });
      case 11:
        return held(number, { state: 'restoring' });
      default:
        return held(number, { state: number > 34 ? 'holding' : 'held' });
    }
  });
}

function manyRepairs(count: number): IncidentView['repairs'] {
  const problem = { message: 'The service answered with an error.', remedy: '', next_try_at: null };
  return Array.from({ length: count }, (_, number) => {
    if (number % 5 === 1) return byHand(number, number % 3);
    if (number === 3) return repair(number, { state: 'failed', problem });
    if (number === 6) return repair(number, { state: 'deleting' });
    if (number === 7) return repair(number, { state: 'gone' });
    return repair(number, { state: number % 2 === 0 ? 'can_be_deleted' : 'deleted' });
  });
}

const longName = 'a-very-long-key-name-that-somebody-typed-without-thinking-twice-';

export const incidentStories: Record<string, () => World> = {
  incident: () => world([incident(it)]),
  'incident-programs-go-on': () =>
    world([
      incident(it, {
        can_stop: false,
        next: 'replace',
        steps: [step('replace'), ...steps().filter(({ kind }) => kind !== 'replace')],
      }),
    ]),
  'incident-ending': () => {
    const ending = {
      requested_at: ago(0.0002),
      accepted_at: ago(0.0001),
      probes: 3,
      next_probe_at: inMinutes(0.1),
      guide: null,
      cannot_be_proven: false,
      problem: null,
    };
    const at: Parameters<typeof steps>[0] = {
      contain: ['under_way', 'The service took it in at once. Waiting for it to refuse the key.'],
    };
    const if_called_off = 'The end of the key was asked for and goes on.';
    return world([incident({ ...it, state: 'ending' }, { steps: steps(at), if_called_off })], {
      boards: { demo: board(demo, [key({ ...leaked, state: 'ending', ending }), ...others]) },
    });
  },
  'incident-guided-ending': () => {
    const ending = {
      requested_at: ago(0.0002),
      accepted_at: null,
      probes: 2,
      next_probe_at: inMinutes(0.1),
      guide:
        'On the page that opens, find staging and choose Delete. Latchkey watches the key and shows the moment it stops working.',
      cannot_be_proven: false,
      problem: null,
    };
    const at: Parameters<typeof steps>[0] = {
      contain: ['your_turn', 'Delete the key on the page of the service. Latchkey is watching it.'],
    };
    const theirs = suspect({ ...leaked, state: 'ending' }, client);
    return world([incident(theirs, { steps: steps(at) })], {
      in: client,
      boards: { client: board(client, [key({ ...leaked, state: 'ending', ending }), ...others]) },
    });
  },
  'incident-ended': () => world([contained(it, { next: 'contain' }, {})]),
  'incident-earlier': () =>
    world([
      contained(it, {
        next: 'freeze',
        earlier: {
          waiting: [strangePost(70), strangePost(71, { held: true })],
          scheduled: 3,
          unrecognised: 12,
        },
      }),
    ]),
  'incident-freezing': () =>
    world([
      contained(
        it,
        { held: fortyHeld(), next: 'freeze' },
        { freeze: ['your_turn', '33 posts are held. One did not work, and one is unclear.'] },
      ),
    ]),
  'incident-replace': () =>
    world(
      [
        contained(
          it,
          {
            next: 'replace',
            replacement: { creation: null, key: suspect(renewed, demo), places: noted(1) },
          },
          { ...frozen, replace: ['your_turn', 'The new key works. 1 of 3 places has it.'] },
        ),
      ],
      { boards: { demo: board(demo, [renewed, dead, ...others]) } },
    ),
  'incident-guided': () => {
    const theirs = suspect(leaked, client);
    const made = creation({ name: 'staging', environment: 'staging' });
    const replacing: Parameters<typeof steps>[0] = {
      ...frozen,
      replace: ['your_turn', 'The key is made on the page of the service.'],
    };
    return world(
      [
        contained(
          theirs,
          { next: 'replace', replacement: { creation: made, key: null, places: noted(0) } },
          replacing,
        ),
      ],
      { in: client },
    );
  },
  'incident-review': () => world([contained(it, { next: 'review' }, replaced)]),
  'incident-repair': () =>
    world([
      contained(
        it,
        {
          next: 'repair',
          posts: { made_here: 2, recognised: 31, unrecognised: 0, not_mine: 200 },
          repairs: manyRepairs(200),
        },
        { ...reviewed, repair: ['your_turn', '200 posts were not yours. 79 are dealt with.'] },
      ),
    ]),
  'incident-left-over': () =>
    world([
      contained(
        it,
        { next: 'close', held: fortyHeld().slice(0, 12), repairs: manyRepairs(8) },
        { ...frozen },
      ),
    ]),
  'incident-closed': () =>
    world([
      contained(
        it,
        { next: null, closed_at: ago(0.001), next_look_at: inMinutes(300) },
        { ...repaired, close: ['done', 'Closed with nothing left over.'] },
      ),
    ]),
  'incident-called-off': () =>
    world([
      incident({ ...it, state: 'active' }, { next: null, closed_at: ago(0.001), called_off: true }),
    ]),
  'incident-alarm': () =>
    world([
      incident(it, {
        alarm: {
          seen_at: ago(0.001),
          active: true,
          message:
            'The service accepted it again at 14:02, three days after it had refused it. End it once more, and tell the service about it.',
        },
        steps: steps({ ...repaired, contain: ['open', 'The key works again. End it once more.'] }),
      }),
    ]),
  'incident-alarm-over': () =>
    world([
      contained(
        it,
        {
          next: null,
          closed_at: ago(0.001),
          alarm: {
            seen_at: ago(0.01),
            active: false,
            message: 'The service accepted it again at 14:02, three days after it had refused it.',
          },
        },
        { ...repaired, close: ['done', 'Closed with nothing left over.'] },
      ),
    ]),
  'incident-two': () =>
    world([
      incident(it),
      contained(suspect(others[1] ?? leaked, demo), { next: 'freeze' }),
      contained(
        suspect(others[2] ?? leaked, demo),
        { id: 'old', next: null, closed_at: ago(20), noticed_at: ago(21) },
        repaired,
      ),
      incident(suspect(others[0] ?? leaked, demo), {
        id: 'older',
        next: null,
        closed_at: ago(80),
        noticed_at: ago(80.1),
        called_off: true,
      }),
    ]),
  'incident-down': () => {
    const down = workspace({ problem: unreachable });
    const hindered = step('freeze', { state: 'under_way', problem: unreachable });
    const at = contained(
      it,
      { held: Array.from({ length: 3 }, (_, number) => held(number, { state: 'holding' })) },
      {},
    );
    const all = at.steps.map((each) => (each.kind === 'freeze' ? hindered : each));
    return world([{ ...at, steps: all }], { app: app([down]), in: down });
  },
  'incident-locked': () =>
    world([incident(it)], {
      app: app([demo], {
        keychain: 'locked',
        keychain_message: 'The keychain is locked. Unlock it to copy, check or create keys.',
      }),
    }),
  'incident-long': () => {
    const long = suspect(key({ ...leaked, name: longName }), demo);
    const text = [{ text: longName.repeat(40), found: false, link: null }];
    const post = strangePost(1, { text, profile: longName, goes_out_at: null });
    return world([
      contained(
        { ...long, workspace: longName.repeat(2) },
        { held: [held(1, { post }), held(2)], next: 'freeze' },
        { freeze: ['done', `${longName.repeat(3)} is held.`] },
      ),
    ]);
  },
};
