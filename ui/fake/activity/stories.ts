// The states of the activity screen worth looking at.
import type { RhythmView, SyncView } from '../../src/ipc';
import { inMinutes } from '../world';
import { type FakeActivity, noActivity, upToDate } from './answers';
import { hostilePosts, usualPosts } from './posts';

const rhythms = (): RhythmView[] => [
  {
    id: 'lindenhof',
    profile: 'Café Lindenhof',
    sentence:
      'Café Lindenhof seems to post daily at 9:00, 12:00 and 17:00 on Instagram and Facebook.',
    covers: 241,
    answer: 'open',
  },
  {
    id: 'brotfabrik',
    profile: 'Brotfabrik',
    sentence: 'Brotfabrik seems to post from Monday to Saturday at 7:00 and 16:00.',
    covers: 158,
    answer: 'open',
  },
  {
    id: 'nord',
    profile: 'Atelier Nord',
    sentence: 'Atelier Nord seems to post daily at 18:00 on Pinterest.',
    covers: 88,
    answer: 'confirmed',
  },
];

const usual = (count: number, sync: Partial<SyncView> = {}): FakeActivity => ({
  posts: usualPosts(count),
  sync: { ...upToDate, ...sync },
  rhythms: rhythms(),
});

const unreachable: Partial<SyncView> = {
  state: 'hindered',
  message: 'Not all posts are read yet, and something stands in the way. Some may be missing here.',
  done: 312,
  total: 600,
  problem: {
    message: 'The service cannot be reached from here.',
    remedy: 'Check the network. Latchkey goes on by itself as soon as the service answers.',
    next_try_at: inMinutes(2),
  },
};

const noKey: Partial<SyncView> = {
  state: 'hindered',
  message: 'No posts can be read.',
  complete_at: null,
  problem: {
    message: 'Latchkey has no working key for this workspace.',
    remedy: 'Go to Keys and let Latchkey use one of them.',
    next_try_at: null,
  },
};

const reading: Partial<SyncView> = {
  state: 'reading',
  message: '180 of 600 posts are read.',
  done: 180,
  total: 600,
  complete_at: null,
};

export const activityStories: Record<string, () => FakeActivity> = {
  activity: () => usual(600),
  'activity-many': () => usual(100_000),
  'activity-hostile': () => ({ ...noActivity(), posts: hostilePosts() }),
  'activity-empty': noActivity,
  'activity-first': () => ({ ...usual(180, reading), rhythms: [] }),
  'activity-nothing-yet': () => ({
    ...noActivity(),
    sync: {
      ...upToDate,
      ...reading,
      done: 0,
      total: null,
      message: 'Latchkey begins to read the posts of this workspace.',
    },
  }),
  'activity-paused': () =>
    usual(600, {
      state: 'paused',
      message: 'You paused reading. New posts do not appear until you go on.',
    }),
  'activity-unreachable': () => usual(312, unreachable),
  'activity-no-key': () => ({ ...noActivity(), sync: { ...upToDate, ...noKey } }),
  'activity-unrecognised': () => {
    const made = usual(600);
    for (const post of made.posts) {
      if (post.verdict === 'recognised') {
        Object.assign(post, { verdict: 'unrecognised', reasons: ['No one here sent this.'] });
      }
    }
    return { ...made, rhythms: rhythms().map((each) => ({ ...each, answer: 'open' as const })) };
  },
};
