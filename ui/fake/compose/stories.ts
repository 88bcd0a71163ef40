// The states of the composer that are worth looking at.
import { ago, inMinutes } from '../world';
import {
  composeState,
  draft,
  everyPlatform,
  type FakeCompose,
  image,
  noCompose,
  profile,
  send,
  video,
  waiting,
} from './world';

const cake =
  'Plum cake is back! From Friday on, as long as there are plums.\n\nCome by before eleven: it is usually gone by noon. Orders at https://lindenhof.example/cake #plumcake @plumandco';
const long = 'Und noch ein Satz, der gar nicht mehr aufhören will. '.repeat(9);
const longName = 'IMG_2026-08-14_a-very-long-name-that-a-camera-would-never-think-of-but-people-do';

const asFile = (file_id: string, alt_text = '') => ({ file_id, alt_text });

function full(): FakeCompose {
  return noCompose({
    drafts: [
      draft(
        'cake',
        {
          platforms: ['x', 'instagram', 'facebook', 'pinterest'],
          text: cake,
          title: 'Plum cake is back',
          first_comment: 'Which one do you like best?',
          files: [asFile('cake', 'A plum cake on a wooden board'), asFile('counter')],
          when: { kind: 'at', date: '2026-12-04', time: '09:00', later: false },
          values: [
            { field: 'pinterest_board_id', value: { kind: 'text', is: '718302984' } },
            {
              field: 'instagram_collaborators',
              value: { kind: 'list', is: ['@plumandco', '@bakery'] },
            },
          ],
        },
        0.01,
      ),
      draft('terrace', { platforms: ['facebook'], text: 'The terrace is open again.' }, 0.4),
      draft('hiring', { platforms: ['linkedin', 'x'], text: 'We are looking for a baker.' }, 2),
      draft('blank', { platforms: [] }, 9),
    ],
    files: [image('cake'), image('counter', { name: 'counter.png', format: 'PNG' })],
    chosen: [image('window'), image('baker')],
    sends: [
      send('yesterday', {
        state: 'scheduled',
        sentence: 'Goes out on Friday, 4 December, 09:00.',
        excerpt: 'Open on the second Sunday of Advent',
        asked_at: ago(0.6),
        post_id: 'post-1',
      }),
      send('monday', {
        sentence: 'The service has it and publishes it now.',
        excerpt: 'Fresh bread on Mondays, too',
        asked_at: ago(3),
        post_id: 'post-2',
      }),
    ],
  });
}

function problems(): FakeCompose {
  const files = Array.from({ length: 6 }, (_, index) => image(`photo-${index + 1}`));
  return noCompose({
    drafts: [
      draft('wrong', {
        platforms: ['x', 'youtube', 'linkedin', 'pinterest', 'bluesky', 'threads'],
        text: long,
        first_comment: 'See you there.',
        files: [...files.map(({ id }) => asFile(id)), asFile('broken')],
        when: { kind: 'at', date: '2020-01-01', time: '09:00', later: false },
      }),
    ],
    files: [
      ...files,
      image('broken', {
        name: 'holiday.jpg',
        size: '0 bytes',
        dimensions: null,
        removed: null,
        problem: 'This file is empty.',
      }),
    ],
  });
}

function longNames(): FakeCompose {
  const name = 'The Extraordinarily Long Named Agency for Everything, GmbH & Co. KG';
  return noCompose({
    state: composeState({
      profiles: [profile('lindenhof', name, everyPlatform)],
      zone: 'America/Argentina/ComodRivadavia',
    }),
    drafts: [
      draft('long', {
        platforms: everyPlatform,
        text: longName.repeat(5),
        title: longName.repeat(2),
        files: [asFile('long', longName.repeat(4))],
        values: [{ field: 'x_text', value: { kind: 'text', is: 'Short for X.' } }],
      }),
    ],
    files: [image('long', { name: `${longName}${longName}.jpeg` })],
    sends: [
      waiting('long', { excerpt: longName, profile: name, draft_id: 'gone' }),
      send('refused', {
        state: 'refused',
        draft_id: 'gone too',
        excerpt: longName.repeat(2),
        profile: name,
        sentence: 'The service did not take it.',
        problem: { message: `${longName} is wrong.`, remedy: longName, next_try_at: null },
      }),
    ],
  });
}

function film(): FakeCompose {
  return noCompose({
    drafts: [
      draft('film', {
        platforms: ['tiktok', 'instagram', 'youtube', 'linkedin'],
        text: cake,
        title: 'How plum cake is made',
        files: [asFile('film')],
      }),
      draft('paper', {
        platforms: ['linkedin'],
        text: 'Our winter menu.',
        files: [asFile('menu')],
      }),
    ],
    files: [
      video('film'),
      image('menu', {
        name: 'winter-menu.pdf',
        kind: 'document',
        format: 'PDF',
        size: '840 kB',
        dimensions: null,
        pages: 12,
        removed: null,
      }),
    ],
  });
}

function underWay(): FakeCompose {
  const of = { draft_id: 'cake' };
  return {
    ...full(),
    sends: [
      waiting('waits', of),
      send('uploads', {
        state: 'uploading',
        excerpt: 'How plum cake is made',
        sentence: 'Its files are on their way. The post follows them.',
        upload: {
          name: 'film.mp4',
          number: 2,
          of: 3,
          sent: 83_000_000,
          total: 184_000_000,
        },
      }),
      send('refused', {
        state: 'refused',
        draft_id: 'terrace',
        excerpt: 'The terrace is open again.',
        sentence: 'It did not go out.',
        problem: {
          message: 'Facebook wants to be connected again.',
          remedy: 'Connect the profile on the service’s page, then try again.',
          next_try_at: null,
        },
      }),
      unclear(),
    ],
  };
}

function unclear() {
  return send('unclear', {
    state: 'unclear',
    draft_id: 'hiring',
    excerpt: 'We are looking for a baker.',
    sentence: 'The answer of the service got lost. Nobody knows yet whether it arrived.',
    facts: [
      'The whole post had left this computer before the connection broke.',
      'A post with the same text was made at the service 4 seconds later, by another profile.',
    ],
    candidates: [
      {
        post_id: 'post-7',
        sentence: 'Made today at 14:02:15: “We are looking for a baker.” Scheduled.',
      },
      {
        post_id: 'post-8',
        sentence: 'Made today at 14:03:40: “We are looking for a baker!” Published.',
      },
    ],
  });
}

export const composeStories: Record<string, () => FakeCompose> = {
  compose: full,
  'compose-empty': () => noCompose(),
  'compose-new': () => noCompose({ drafts: [draft('blank', { profile: null })] }),
  'compose-problems': problems,
  'compose-long': longNames,
  'compose-film': film,
  'compose-sends': underWay,
  'compose-unclear': () => ({ ...full(), sends: [unclear()] }),
  'compose-many': () => ({
    ...full(),
    sends: [
      waiting('one', { draft_id: 'cake' }),
      waiting('two', { draft_id: 'terrace' }),
      waiting('three', { draft_id: 'hiring' }),
      send('left', { state: 'sending', sentence: 'On its way to the service.' }),
    ],
  }),
  'compose-late': () => ({
    ...full(),
    sends: [
      send('late', {
        state: 'left_unsent',
        draft_id: 'terrace',
        excerpt: 'The terrace is open again.',
        sentence: 'You left it at that, but it has arrived after all.',
        late: { post_id: 'post-3', twice: false },
      }),
      send('twice', {
        sentence: 'The service has this post twice.',
        post_id: 'post-4',
        late: { post_id: 'post-5', twice: true },
      }),
    ],
  }),
  'compose-held-up': () => ({
    ...full(),
    sends: [
      send('held', {
        state: 'uploading',
        sentence: 'It waits: something is in the way. Nothing has left yet.',
        problem: {
          message: 'All 50 files of this hour are used up.',
          remedy: 'Latchkey goes on by itself.',
          next_try_at: inMinutes(23),
        },
      }),
    ],
  }),
  'compose-scheduled': () => ({
    ...full(),
    sends: [
      send('later', {
        draft_id: 'cake',
        state: 'scheduled',
        sentence: 'Goes out on Friday, 4 December, 09:00.',
        goes_out_at: inMinutes(60 * 24),
        post_id: 'post-1',
      }),
    ],
  }),
  'compose-no-profiles': () =>
    noCompose({
      state: composeState({
        profiles: [],
        problem: {
          message: 'The service cannot be reached from here.',
          remedy: 'Check the network.',
          next_try_at: inMinutes(2),
        },
      }),
      drafts: [draft('cake', { text: cake, platforms: ['x'] })],
    }),
};
