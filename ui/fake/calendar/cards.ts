// Made-up cards: what three brands have planned, and what went out.
import type { CardView, Verdict } from '../../src/ipc';
import { addDays, timeOf, today, weekday } from '../../src/lib/days';
import { platformNames } from '../activity/posts';

const brands = [
  { profile: 'Atelier Nord', platforms: ['pinterest', 'instagram'], times: ['18:00'] },
  {
    profile: 'Brotfabrik',
    platforms: ['instagram', 'facebook', 'linkedin'],
    times: ['07:00', '16:00'],
  },
  { profile: 'Café Lindenhof', platforms: ['instagram', 'facebook'], times: ['09:00', '12:30'] },
];

export const profiles = brands.map(({ profile }) => profile);

const texts = [
  'Plum cake is out of the oven. We keep a slice for you until three.',
  'The sourdough of the week is rye with walnut. 48 hours of patience, one good crust.',
  'Study in blue, 40 × 60, oil on linen. In the window from Thursday.',
  'Saturday brunch: two tables left for eleven o’clock. Call us or write here.',
  'From the mill to the counter in 26 kilometres. Here is the map.',
  'Open studio on the first Sunday of the month. Bring cake, we have the coffee.',
];

let made = 0;

/** The present time here, so that the made-up "now" is nobody's surprise. */
export function timeHere(): string {
  const now = new Date();
  return timeOf(now.getHours() * 60 + now.getMinutes());
}

export function card(facts: Partial<CardView> & { date: string; time: string }): CardView {
  made += 1;
  const profile = facts.profile ?? 'Café Lindenhof';
  const id = facts.id ?? `card ${made}`;
  return {
    id,
    kind: 'post',
    post_id: `post_${made}`,
    draft_id: null,
    at: `${facts.date}T${facts.time}:00Z`,
    later: false,
    excerpt: texts[made % texts.length] ?? '',
    profile,
    colour: Math.max(0, profiles.indexOf(profile)),
    platforms: platforms(['instagram', 'facebook']),
    status: 'scheduled',
    status_words: 'Planned',
    failed: false,
    verdict: 'recognised',
    picture: null,
    file_id: null,
    fixed_because: null,
    clash: null,
    ...facts,
  };
}

export function platforms(names: string[]): CardView['platforms'] {
  return names.map((value) => ({ value, label: platformNames[value] ?? value }));
}

export function draft(facts: Partial<CardView> & { date: string; time: string }): CardView {
  return card({
    kind: 'draft',
    post_id: null,
    draft_id: `draft ${made}`,
    status: 'draft',
    status_words: 'Draft',
    verdict: null,
    ...facts,
  });
}

/** Six weeks around today, as an agency has them. */
export function agencyCards(): CardView[] {
  const now = today();
  const cards: CardView[] = [];
  for (let day = -24; day <= 24; day += 1) {
    const date = addDays(now, day);
    for (const [index, brand] of brands.entries()) {
      if ((day + index * 2 + 60) % 4 === 0 || (weekday(date) === 6 && index !== 2)) continue;
      for (const time of brand.times) cards.push(ours(date, time, brand, day));
    }
  }
  return [...cards, ...odd(now)];
}

function ours(
  date: string,
  time: string,
  { profile, platforms: names }: (typeof brands)[number],
  day: number,
): CardView {
  const out = day < 0 || (day === 0 && time < timeHere());
  const verdicts: Verdict[] = ['recognised', 'recognised', 'made_here', 'unrecognised'];
  return card({
    date,
    time,
    profile,
    platforms: platforms(names),
    verdict: verdicts[(day + time.length + profile.length + 48) % 4] ?? 'recognised',
    picture: (day + profile.length) % 2 === 0 ? 1 : null,
    ...(out && { status: 'completed', status_words: 'Published', fixed_because: OUT }),
  });
}

const OUT = 'It is out already. A post that is out cannot be moved.';

/** One of each kind, near today. */
function odd(now: string): CardView[] {
  return [
    card({
      id: 'failed',
      date: addDays(now, -1),
      time: '11:15',
      excerpt: 'We close at four today because of the street festival.',
      status: 'partially_failed',
      status_words: 'Failed in part',
      failed: true,
      fixed_because: OUT,
    }),
    draft({
      id: 'draft',
      date: addDays(now, 2),
      time: '10:30',
      excerpt: 'Christmas stollen: first batch on Saturday',
      file_id: 'stollen.jpg',
    }),
    card({
      id: 'send',
      kind: 'send',
      date: addDays(now, 1),
      time: '08:45',
      post_id: null,
      draft_id: 'draft on its way',
      excerpt: 'New on the board: pumpkin soup',
      status: 'waiting',
      status_words: 'Leaves in a moment',
      verdict: null,
      fixed_because: 'It is on its way. Take it back first.',
    }),
    card({
      id: 'clash',
      date: addDays(now, 3),
      time: '12:35',
      clash: 'Another post of Café Lindenhof goes out at 12:30.',
    }),
    card({
      id: 'strange',
      date: addDays(now, 4),
      time: '03:12',
      excerpt: 'YOU WON a wave speaker!! Claim in the next 10 minutes',
      verdict: 'unrecognised',
      platforms: platforms(['tiktok', 'x']),
    }),
  ];
}

/** A month as full as they come. */
export function manyCards(count: number): CardView[] {
  const first = `${today().slice(0, 7)}-01`;
  return Array.from({ length: count }, (_, index) => {
    const hour = 6 + ((index * 7) % 16);
    const two = (amount: number): string => String(amount).padStart(2, '0');
    const brand = brands[index % 3];
    return card({
      date: addDays(first, index % 28),
      time: `${two(hour)}:${two((index * 5) % 60)}`,
      profile: brand?.profile,
      platforms: platforms(brand?.platforms ?? []),
      picture: index % 2 === 0 ? 1 : null,
    });
  });
}

/** Names and texts that try the room they have. */
export function longCards(): CardView[] {
  const now = today();
  const endless = 'Donaudampfschifffahrtsgesellschaftskapitänsmütze'.repeat(4);
  return [
    card({
      date: now,
      time: '23:45',
      excerpt: endless,
      profile: 'The Extraordinarily Long Named Profile of Everything, GmbH & Co. KG',
      platforms: platforms(Object.keys(platformNames)),
      clash:
        'Another post of the extraordinarily long named profile says the same within 48 hours.',
      failed: true,
      status_words: 'Failed on Instagram, Facebook, LinkedIn, Pinterest and TikTok',
      picture: 1,
    }),
    card({ date: now, time: '23:50', excerpt: '', profile: '', platforms: [] }),
    card({
      date: addDays(now, 1),
      time: '12:00',
      excerpt: 'مرحبا بكم في المقهى — mixed with left to right',
      profile: '<i>Café</i>',
    }),
    draft({ date: addDays(now, 1), time: '12:00', excerpt: '<img src=x onerror="alert(1)">' }),
  ];
}
