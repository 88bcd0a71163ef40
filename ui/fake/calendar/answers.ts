// Answers the commands of the calendar from made-up cards, roughly as Rust would.
import type { CalendarDayView, CardView, MoveForm, QueueView, WallTime } from '../../src/ipc';
import { addDays, minutesOf, weekday } from '../../src/lib/days';
import type { Handlers } from '../commands';
import { failure } from '../failure';
import { nextRevision } from '../world';
import { profiles } from './cards';
import { zones } from './zones';

export interface FakeCalendar {
  cards: CardView[];
  today: string;
  time: string;
  /** The workspace's own choice. */
  zone: string | null;
  /** What the clocks do, by day. */
  clocks: Record<string, string>;
  /** What the service says to every move, if it refuses. */
  refusal: { message: string; remedy: string } | null;
  queue: Pick<QueueView, 'zone' | 'slots' | 'days' | 'most_per_slot'>;
}

type CalendarCommand =
  | 'calendar'
  | 'check_move'
  | 'move_card'
  | 'undo_move'
  | 'check_time'
  | 'list_zones'
  | 'set_zone'
  | 'get_queue'
  | 'change_queue';

const COMPUTERS = 'Europe/Berlin';
const words = (name: string): string => zones.find(({ value }) => value === name)?.label ?? name;

export function calendarAnswers(here: FakeCalendar): Pick<Handlers, CalendarCommand> {
  const moves: { id: string; from: WallTime; words: string }[] = [];

  const find = (id: string): CardView => {
    const found = here.cards.find((card) => card.id === id);
    if (found) return found;
    throw failure('not_found', 'This post is not here any more.');
  };
  const refusalOf = ({ date, time }: WallTime): string | null => {
    if (`${date} ${time}` <= `${here.today} ${here.time}`) return 'This time is in the past.';
    if (date > addDays(here.today, 365)) return 'Nothing can be planned more than 365 days ahead.';
    if (here.clocks[date] && time.startsWith('02')) {
      return 'The clocks skip the hour from 02:00 to 03:00 on this day.';
    }
    return null;
  };
  const warningsFor = (card: CardView, to: WallTime): string[] =>
    here.cards
      .filter(({ id, profile }) => id !== card.id && profile === card.profile)
      .filter(({ date, time }) => date === to.date && near(time, to.time))
      .map(({ profile, time }) => `Another post of ${profile} goes out at ${time}.`);
  const put = (id: string, { date, time }: WallTime): void => {
    here.cards = here.cards.map((card) =>
      card.id === id ? { ...card, date, time, at: `${date}T${time}:00Z` } : card,
    );
  };
  const undo = (): string | null => moves.at(-1)?.words ?? null;
  const zonesView = () => ({ chosen: here.zone, computers: words(COMPUTERS), zones });
  const queue = (form: { workspace_id: string; profile_id: string }): QueueView => ({
    revision: nextRevision(),
    ...form,
    ...here.queue,
    next: nextSlots(here),
    problem: null,
  });

  return {
    calendar: ({ workspace_id, from, until, profile, platform, status, verdict }) => {
      const passing = here.cards
        .filter((card) => !profile || card.profile === profile)
        .filter((card) => !platform || card.platforms.some(({ value }) => value === platform))
        .filter((card) => !status || card.status === status)
        .filter((card) => !verdict || card.verdict === verdict);
      const statuses = new Map(here.cards.map((card) => [card.status, card.status_words]));
      const used = new Map(
        here.cards.flatMap(({ platforms }) => platforms.map(({ value, label }) => [value, label])),
      );
      const choices = (map: Map<string, string>) =>
        [...map].map(([value, label]) => ({ value, label }));
      return {
        revision: nextRevision(),
        workspace_id,
        zone: here.zone ?? COMPUTERS,
        zone_words: words(here.zone ?? COMPUTERS),
        today: here.today,
        time: here.time,
        days: days(here, from, until, passing),
        profiles: profiles.map((value) => ({ value, label: value })),
        platforms: choices(used as Map<string, string>),
        statuses: choices(statuses),
        undo: undo(),
      };
    },
    check_move: ({ card_id, to }: MoveForm) => ({
      sentence: `${inWords(to.date)}, ${to.time}.`,
      refusal: find(card_id).fixed_because ?? refusalOf(to),
      warnings: warningsFor(find(card_id), to).slice(0, 2),
      at: `${to.date}T${to.time}:00Z`,
    }),
    move_card: ({ card_id, to }) => {
      const { date, time } = find(card_id);
      const refusal = refusalOf(to);
      const problem = here.refusal ?? (refusal === null ? null : { message: refusal, remedy: '' });
      if (problem) {
        return {
          moved: false,
          sentence: 'It was not moved.',
          problem: { ...problem, next_try_at: null },
          undo: undo(),
        };
      }
      put(card_id, to);
      const from = { date, time, later: false };
      moves.push({ id: card_id, from, words: `Move it back to ${inWords(date)}, ${time}` });
      const sentence = `Moved to ${inWords(to.date)}, ${to.time}.`;
      return { moved: true, sentence, problem: null, undo: undo() };
    },
    undo_move: () => {
      const last = moves.pop();
      if (!last) throw failure('not_found', 'There is nothing to undo.');
      put(last.id, last.from);
      const sentence = `Back at ${inWords(last.from.date)}, ${last.from.time}.`;
      return { moved: true, sentence, problem: null, undo: undo() };
    },
    check_time: ({ at }) => ({
      sentence: `${inWords(at.date)}, ${at.time}.`,
      refusal: refusalOf(at),
      clock_change: here.clocks[at.date] ?? null,
      twice: Boolean(here.clocks[at.date]?.includes('back')) && at.time.startsWith('02'),
      at: `${at.date}T${at.time}:00Z`,
    }),
    list_zones: zonesView,
    set_zone: ({ zone }) => {
      here.zone = zone ?? null;
      return zonesView();
    },
    get_queue: queue,
    change_queue: ({ zone, slots, days, most_per_slot, ...form }) => {
      if (!Number.isInteger(most_per_slot) || most_per_slot < 1 || most_per_slot > 100) {
        throw failure('invalid', 'One slot takes from 1 to 100 posts.');
      }
      here.queue = { zone, slots, days, most_per_slot };
      return queue(form);
    },
  };
}

function days(
  here: FakeCalendar,
  from: string,
  until: string,
  cards: CardView[],
): CalendarDayView[] {
  const byDay = new Map<string, CardView[]>();
  for (const card of cards) byDay.set(card.date, [...(byDay.get(card.date) ?? []), card]);
  const days: CalendarDayView[] = [];
  for (let date = from; date < until; date = addDays(date, 1)) {
    const on = byDay.get(date) ?? [];
    days.push({
      date,
      past: date < here.today,
      clock_change: here.clocks[date] ?? null,
      cards: on.sort((a, b) => a.time.localeCompare(b.time)),
    });
  }
  return days;
}

function nextSlots({ queue, today, cards }: FakeCalendar): QueueView['next'] {
  const next: QueueView['next'] = [];
  for (let day = 1; day < 40 && next.length < 20; day += 1) {
    const date = addDays(today, day);
    if (!queue.days[weekday(date)]) continue;
    for (const time of queue.slots) {
      const posts = cards.filter((card) => card.date === date && card.time === time);
      next.push({
        at: `${date}T${time}:00Z`,
        words: `${inWords(date)}, ${time}`,
        posts,
        free: Math.max(0, queue.most_per_slot - posts.length),
      });
    }
  }
  return next.slice(0, 20);
}

function near(one: string, other: string): boolean {
  return Math.abs(minutesOf(one) - minutesOf(other)) < 15;
}

function inWords(date: string): string {
  const style = { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat('en', style).format(Date.parse(date));
}
