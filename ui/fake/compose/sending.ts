// Answers the commands of sending, with a service that takes everything once the time to take it back is over.
import type { SendsView, SendView } from '../../src/ipc';
import type { Handlers } from '../commands';
import { failure } from '../failure';
import { ago, inMinutes, nextRevision, type World } from '../world';
import { platformNames } from './platforms';
import { send } from './world';

type Mine =
  | 'list_sends'
  | 'send_draft'
  | 'take_back'
  | 'call_off_send'
  | 'retry_send'
  | 'decide_send'
  | 'dismiss_send';

export function sendAnswers(world: World): Pick<Handlers, Mine> {
  const here = world.compose;
  const list = (): SendsView => ({
    revision: nextRevision(),
    workspace_id: here.state.workspace_id,
    sends: here.sends,
  });
  const change = (id: string, facts: Partial<SendView>): SendsView => {
    if (!here.sends.some((each) => each.id === id)) {
      throw failure('not_found', 'This post is not on its way any more.');
    }
    here.sends = here.sends.map((each) => (each.id === id ? { ...each, ...facts } : each));
    return list();
  };
  const back: Partial<SendView> = {
    state: 'taken_back',
    leaves_at: null,
    upload: null,
    sentence: 'You took it back before anything left.',
  };

  return {
    list_sends: list,
    send_draft: ({ draft_id, content }) => {
      const seconds = world.app.settings.hold_seconds;
      const made = send(`send ${nextRevision()}`, {
        draft_id,
        excerpt: content.text.slice(0, 80) || content.title,
        profile: here.state.profiles.find(({ id }) => id === content.profile)?.name ?? '',
        platforms: content.platforms.map((value) => ({
          value,
          label: platformNames[value] ?? value,
        })),
        state: 'waiting',
        sentence: 'Nothing has left yet.',
        leaves_at: inMinutes(seconds / 60),
        hold_seconds: seconds,
        asked_at: ago(0),
      });
      here.sends = [made, ...here.sends];
      return list();
    },
    take_back: ({ send_id }) => change(send_id, back),
    call_off_send: ({ send_id }) => change(send_id, back),
    retry_send: ({ send_id }) =>
      here.sends.find(({ id }) => id === send_id)?.state === 'unclear'
        ? list()
        : change(send_id, { state: 'sending', sentence: 'It is on its way.', problem: null }),
    decide_send: ({ send_id, decision }) => {
      if (decision.kind === 'arrived') {
        return change(send_id, { state: 'accepted', post_id: decision.post_id });
      }
      return decision.kind === 'leave_unsent'
        ? change(send_id, {
            ...back,
            state: 'left_unsent',
            sentence: 'You left it at that, so nobody knows whether it arrived.',
          })
        : change(send_id, { state: 'sending', sentence: 'It is on its way.' });
    },
    dismiss_send: ({ send_id }) => {
      here.sends = here.sends.filter(({ id }) => id !== send_id);
      return list();
    },
  };
}
