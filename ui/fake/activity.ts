// Answers the commands of the activity screen from made-up posts.
import type { ActivityView } from '../src/ipc';
import type { Handlers } from './commands';
import { ago } from './world';

export function activityAnswers(): Pick<
  Handlers,
  | 'activity_state'
  | 'sync_now'
  | 'pause_sync'
  | 'resume_sync'
  | 'list_posts'
  | 'post_histogram'
  | 'get_post'
  | 'post_thumbnail'
  | 'open_post_link'
  | 'judge_posts'
  | 'undo_judgement'
  | 'answer_rhythm'
> {
  const nothing = ({ workspace_id }: { workspace_id: string }): ActivityView => ({
    revision: 1,
    workspace_id,
    sync: {
      state: 'up_to_date',
      message: 'Everything is read.',
      done: 0,
      total: 0,
      complete_at: ago(0.001),
      problem: null,
    },
    counts: { made_here: 0, recognised: 0, unrecognised: 0, not_mine: 0 },
    rhythms: [],
    profiles: [],
    platforms: [],
    statuses: [],
    undo: null,
  });
  return {
    activity_state: nothing,
    sync_now: nothing,
    pause_sync: nothing,
    resume_sync: nothing,
    list_posts: ({ offset }) => ({ total: 0, offset, posts: [] }),
    post_histogram: () => ({ grain: 'day', bars: [], highest: 0 }),
    get_post: () => {
      throw { code: 'not_found', message: 'This post is not here any more.', remedy: '' };
    },
    post_thumbnail: () => ({ picture: null, message: 'It is not a picture.' }),
    open_post_link: () => null,
    judge_posts: nothing,
    undo_judgement: nothing,
    answer_rhythm: nothing,
  };
}
