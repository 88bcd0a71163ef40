// The states of the calendar worth looking at.
import { addDays, today, weekday } from '../../src/lib/days';
import type { FakePost } from '../activity/posts';
import type { FakeCalendar } from './answers';
import { agencyCards, card, longCards, manyCards, timeHere } from './cards';

export function noCalendar(): FakeCalendar {
  return {
    cards: [],
    today: today(),
    time: timeHere(),
    zone: null,
    clocks: {},
    refusal: null,
    queue: {
      zone: 'Europe/Berlin',
      slots: ['09:00', '12:30', '18:00'],
      days: [true, true, true, true, true, false, false],
      most_per_slot: 1,
    },
  };
}

const agency = (): FakeCalendar => ({ ...noCalendar(), cards: agencyCards() });

/** The Sunday after the next; the clocks change on it. */
const changing = (): string => addDays(today(), 13 - weekday(today()));

/** The cards as posts the activity screen knows too, with pictures where they say so. */
export function backed(calendar: FakeCalendar, posts: FakePost[]): FakeCalendar {
  const withPicture = posts.filter(({ media }) => media.length > 0);
  const cards = calendar.cards.map((card, index) => {
    const post = withPicture[index % withPicture.length];
    return card.kind === 'post' && post ? { ...card, post_id: post.id } : card;
  });
  return { ...calendar, cards };
}

export const calendarStories: Record<string, () => FakeCalendar> = {
  calendar: agency,
  'calendar-empty': noCalendar,
  'calendar-many': () => ({ ...noCalendar(), cards: manyCards(1_000) }),
  'calendar-long': () => ({ ...noCalendar(), cards: longCards() }),
  'calendar-clocks': () => ({
    ...agency(),
    cards: [...agencyCards(), card({ id: 'early', date: addDays(changing(), -1), time: '02:30' })],
    zone: 'America/Argentina/Buenos_Aires',
    clocks: {
      [changing()]:
        'The clocks go forward: after 01:59 comes 03:00. There is no 02:30 on this day.',
    },
  }),
  'calendar-refused': () => ({
    ...agency(),
    refusal: {
      message: 'The service did not accept the new time: the post is being published right now.',
      remedy: 'Look at the post to see how it went.',
    },
  }),
  'calendar-no-queue': () => {
    const made = agency();
    return { ...made, queue: { ...made.queue, slots: [] } };
  },
};
