// Answers the commands of the activity screen from made-up posts.
import type {
  ActivityView,
  PostFilterForm,
  RhythmView,
  SyncView,
  Verdict,
  Whose,
} from '../../src/ipc';
import type { Handlers } from '../commands';
import { ago, nextRevision } from '../world';
import { histogram, noCounts } from './bars';
import { type FakePost, platformNames } from './posts';
import { passes, row, wholePost } from './rows';

/** What a made-up workspace knows of its posts. */
export interface FakeActivity {
  posts: FakePost[];
  sync: SyncView;
  rhythms: RhythmView[];
}

type ActivityCommand =
  | 'activity_state'
  | 'sync_now'
  | 'pause_sync'
  | 'resume_sync'
  | 'list_posts'
  | 'post_histogram'
  | 'get_post'
  | 'retry_failed_platforms'
  | 'post_thumbnail'
  | 'open_post_link'
  | 'judge_posts'
  | 'undo_judgement'
  | 'answer_rhythm';

export const upToDate: SyncView = {
  state: 'up_to_date',
  message: 'All posts are read. Latchkey looks for new ones every minute.',
  done: 0,
  total: null,
  complete_at: ago(0.002),
  problem: null,
};

export function noActivity(): FakeActivity {
  return { posts: [], sync: upToDate, rhythms: [] };
}

export function activityAnswers(here: FakeActivity): Pick<Handlers, ActivityCommand> {
  const batches: { whose: Whose; before: Map<FakePost, Verdict> }[] = [];
  let known = { for: '', posts: [] as FakePost[] };
  let revision = nextRevision();

  const changed = (): void => {
    revision = nextRevision();
    known = { for: '', posts: [] };
  };
  const passing = (filter: PostFilterForm): FakePost[] => {
    const asked = JSON.stringify([filter, here.posts.length, revision]);
    if (known.for !== asked) {
      known = { for: asked, posts: here.posts.filter((post) => passes(post, filter)) };
    }
    return known.posts;
  };
  const find = (id: string): FakePost => {
    const found = here.posts.find((post) => post.id === id);
    if (found) return found;
    throw { code: 'not_found', message: 'This post is not here any more.', remedy: '' };
  };
  const state = ({ workspace_id }: { workspace_id: string }): ActivityView => {
    const counts = noCounts();
    for (const { verdict } of here.posts) counts[verdict] += 1;
    const profiles = [...new Set(here.posts.map(({ profile }) => profile))].sort();
    const platforms = [...new Set(here.posts.flatMap((post) => post.platforms))].sort();
    const statuses = [...new Set(here.posts.map(({ status }) => status))];
    const last = batches.at(-1);
    return {
      revision,
      workspace_id,
      sync: here.sync,
      counts,
      rhythms: here.rhythms,
      profiles: profiles.map((value) => ({ value, label: value })),
      platforms: platforms.map((value) => ({ value, label: platformNames[value] ?? value })),
      statuses: statuses.map((value) => ({ value, label: value })),
      undo: last
        ? `Take back that ${last.before.size} posts are ${last.whose === 'mine' ? 'yours' : 'not yours'}`
        : null,
    };
  };
  const sync = (facts: Partial<SyncView>) => (form: { workspace_id: string }) => {
    here.sync = { ...here.sync, ...facts };
    changed();
    return state(form);
  };

  return {
    activity_state: state,
    sync_now: sync({ ...upToDate }),
    pause_sync: sync({
      state: 'paused',
      message: 'You paused reading. New posts do not appear until you go on.',
    }),
    resume_sync: sync({ ...upToDate }),
    list_posts: ({ filter, offset }) => {
      const posts = passing(filter);
      const part = posts.slice(offset, offset + 100);
      return { total: posts.length, offset, posts: part.map((post) => row(post, filter.search)) };
    },
    post_histogram: ({ filter }) => histogram(passing(filter)),
    get_post: ({ workspace_id, post_id }) => wholePost(find(post_id), workspace_id, revision),
    retry_failed_platforms: ({ workspace_id, post_id }) => {
      find(post_id).status = 'published';
      changed();
      return wholePost(find(post_id), workspace_id, revision);
    },
    post_thumbnail: ({ post_id, number }) => {
      const name = find(post_id).media[number - 1] ?? '';
      if (!/jpg|png/.test(name)) return { picture: null, message: 'It is a video.' };
      return { picture: picture(number), message: null };
    },
    open_post_link: () => null,
    judge_posts: ({ workspace_id, post_ids, whose }) => {
      const posts = post_ids.map(find);
      batches.push({ whose, before: new Map(posts.map((post) => [post, post.verdict])) });
      const verdict = whose === 'mine' ? 'recognised' : 'not_mine';
      for (const post of posts) {
        post.verdict = verdict;
        post.reasons = [`You said it is ${whose === 'mine' ? 'yours' : 'not yours'}.`];
      }
      changed();
      return state({ workspace_id });
    },
    undo_judgement: (form) => {
      for (const [post, verdict] of batches.pop()?.before ?? []) post.verdict = verdict;
      changed();
      return state(form);
    },
    answer_rhythm: ({ workspace_id, rhythm_id, answer }) => {
      here.rhythms = here.rhythms.map((each) =>
        each.id === rhythm_id ? { ...each, answer } : each,
      );
      changed();
      return state({ workspace_id });
    },
  };
}

/** Stripes in a colour of their own. */
function picture(number: number): string {
  const colour = ['#8a6414', '#34506f', '#4f7f76'][number % 3] ?? '#8a6414';
  const stripes = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240"><rect width="320" height="240" fill="${colour}"/><path d="M0 240 160 60 320 240Z" fill="#fff4"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(stripes)}`;
}
