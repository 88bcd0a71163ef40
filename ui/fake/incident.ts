// Builders for a made-up leak response: incidents, their steps, posts that were not theirs.
import type {
  HeldPostView,
  IncidentsView,
  IncidentView,
  KeyView,
  LiveView,
  PostRowView,
  RepairView,
  StepKind,
  StepState,
  StepView,
  SuspectView,
  WorkspaceView,
} from '../src/ipc';
import { ago, nextRevision } from './world';

const order: StepKind[] = ['contain', 'freeze', 'replace', 'review', 'repair', 'close'];

const sentences: Record<StepKind, string> = {
  contain: 'The key still works. Ending it stops whoever has it.',
  freeze: '6 scheduled posts were made by nobody here. They can be held back.',
  replace: 'Two places need a new key before they can post again.',
  review: '14 posts since then wait for your word.',
  repair: 'No post is known to be somebody else’s yet.',
  close: 'Once nothing is left, the report is complete.',
};

/** A step, with the sentence it has before anything is done. */
export function step(kind: StepKind, facts: Partial<StepView> = {}): StepView {
  return { kind, state: 'open', message: sentences[kind], problem: null, ...facts };
}

/** The six steps in the usual order; what is given differs from "open". */
export function steps(given: Partial<Record<StepKind, [StepState, string]>> = {}): StepView[] {
  return order.map((kind) => {
    const [state, message] = given[kind] ?? [];
    return step(kind, { ...(state && { state }), ...(message && { message }) });
  });
}

export function suspect(key: KeyView, { id, name }: WorkspaceView): SuspectView {
  return {
    key_id: key.id,
    name: key.name,
    hint: key.hint,
    fingerprint: key.fingerprint,
    environment: key.environment,
    state: key.state,
    workspace_id: id,
    workspace: name,
  };
}

export function incident(key: SuspectView, facts: Partial<IncidentView> = {}): IncidentView {
  return {
    id: `incident of ${key.key_id}`,
    key,
    death: null,
    noticed_at: ago(0.0015),
    exposed: 'since',
    exposed_from: ago(2.3),
    exposed_words: 'since the day before yesterday, 03:00',
    contained_at: null,
    can_stop: true,
    steps: steps(),
    next: 'contain',
    posts: { made_here: 2, recognised: 31, unrecognised: 14, not_mine: 0 },
    earlier: { waiting: [], scheduled: 0, unrecognised: 0 },
    held: [],
    replacement: null,
    repairs: [],
    closed_at: null,
    called_off: false,
    if_called_off: 'The key is no longer suspected. It stays in use.',
    alarm: null,
    next_look_at: null,
    ...facts,
  };
}

/** Proven dead, two minutes after it was noticed. */
export function contained(
  key: SuspectView,
  facts: Partial<IncidentView> = {},
  given: Parameters<typeof steps>[0] = {},
): IncidentView {
  const asked = Date.parse(ago(0.02));
  return incident(
    { ...key, state: 'revoked' },
    {
      noticed_at: ago(0.0214),
      contained_at: new Date(asked + 412).toISOString(),
      death: {
        requested_at: new Date(asked).toISOString(),
        refused_at: new Date(asked + 412).toISOString(),
        delay_ms: 412,
        status: 401,
        message: 'The service refused this key 0.4 seconds after you asked for its end.',
      },
      next: 'freeze',
      if_called_off: 'The key stays ended. It cannot be brought back.',
      ...facts,
      steps: steps({ contain: ['done', 'Ended and proven dead 0.4 s later.'], ...given }),
    },
  );
}

export function incidents(workspace: WorkspaceView, list: IncidentView[]): IncidentsView {
  return { revision: nextRevision(), workspace_id: workspace.id, incidents: list };
}

const lures = [
  'You have been chosen! Claim your free city trip before midnight → ',
  'Our new partner pays you for every friend you bring. No limits. ',
  'FINAL HOURS: the summer collection at minus ninety percent ',
  'Dear followers, from today you also find us here: ',
];
const profiles = ['Café Lindenhof', 'Brotfabrik', 'Radlager Süd'];
const names: Record<string, string> = {
  instagram: 'Instagram',
  facebook: 'Facebook',
  pinterest: 'Pinterest',
  x: 'X',
};

/** A post nobody here made. */
export function strangePost(number: number, facts: Partial<PostRowView> = {}): PostRowView {
  const platforms = [['instagram', 'facebook'], ['pinterest'], ['x', 'facebook', 'instagram']];
  const host = 'gewinn-jetzt.example';
  return {
    id: `post-${number}`,
    text: [
      { text: lures[number % lures.length] ?? '', found: false, link: null },
      { text: `https://${host}/${number}`, found: false, link: { number: 1, host } },
    ],
    media: number % 3 === 0 ? 1 : 0,
    profile: profiles[number % profiles.length] ?? '',
    destinations: (platforms[number % platforms.length] ?? []).map((platform) => ({
      platform,
      name: names[platform] ?? platform,
      status: 'completed',
      status_words: 'published',
      failed: false,
      link: { number: 2, host: `www.${platform}.com` },
      error: null,
    })),
    status: 'scheduled',
    status_words: 'scheduled',
    made_at: ago(2.2 - number / 1_000),
    goes_out_at: ago(-0.3 - number / 20),
    verdict: 'unrecognised',
    reasons: ['No one here sent this.', '03:12 at night; this profile posts between 8 and 20.'],
    gone_at: null,
    held: false,
    ...facts,
  };
}

export function held(number: number, facts: Partial<HeldPostView> = {}): HeldPostView {
  return {
    id: `held-${number}`,
    post: strangePost(number, { held: true }),
    state: 'held',
    problem: null,
    needs_new_time: false,
    ...facts,
  };
}

export function repair(number: number, facts: Partial<RepairView> = {}): RepairView {
  const post = strangePost(number, { verdict: 'not_mine' });
  return { post, state: 'can_be_deleted', live: [], problem: null, ...facts };
}

/** A repair that only a person can do, platform by platform. */
export function byHand(number: number, ticked = 0): RepairView {
  const post = strangePost(number, {
    verdict: 'not_mine',
    status: 'completed',
    status_words: 'published',
    goes_out_at: ago(2.1),
  });
  const live = post.destinations.map((destination, index): LiveView => ({
    destination,
    steps: [
      `Open the post on ${destination.name} with the link above.`,
      'Press the three dots at the top right of the post.',
      'Choose “Delete” and confirm.',
    ],
    done_at: index < ticked ? ago(0.003) : null,
  }));
  const state = live.every(({ done_at }) => done_at) ? 'done_by_hand' : 'by_hand';
  return repair(number, { post, state, live });
}
