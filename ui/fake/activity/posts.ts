// Made-up posts: three brands with their habits, and one night that was not theirs.
import type { Verdict } from '../../src/ipc';
import { fingerprint } from '../world';

export interface FakePost {
  id: string;
  text: string;
  profile: string;
  platforms: string[];
  status: 'published' | 'scheduled' | 'failed' | 'partially_failed' | 'draft';
  made: number;
  goesOut: number | null;
  verdict: Verdict;
  reasons: string[];
  media: string[];
  gone?: boolean;
  held?: boolean;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const platformNames: Record<string, string> = {
  instagram: 'Instagram',
  facebook: 'Facebook',
  linkedin: 'LinkedIn',
  pinterest: 'Pinterest',
  tiktok: 'TikTok',
  x: 'X',
};

const brands = [
  {
    profile: 'Café Lindenhof',
    platforms: ['instagram', 'facebook'],
    hours: [9, 12, 17],
    texts: [
      'Plum cake is out of the oven. We keep a slice for you until three.',
      'New on the board today: pumpkin soup with roasted seeds and our own bread.',
      'Saturday brunch: two tables left for eleven o’clock. Call us or write here.',
      'Our roaster came by with a bag of the new harvest from Huila. It tastes of cherries.',
      'Rain outside, cardamom buns inside. Fair trade.',
      'We close at four today because of the street festival. Come and find our stall! https://lindenhof.example/festival',
    ],
  },
  {
    profile: 'Brotfabrik',
    platforms: ['instagram', 'facebook', 'linkedin'],
    hours: [7, 16],
    texts: [
      'The sourdough of the week is rye with walnut. 48 hours of patience, one good crust.',
      'We are looking for somebody who likes to get up early: https://brotfabrik.example/jobs',
      'This is Mehmet. He has shaped our baguettes since 2009, about four hundred thousand of them.',
      'From the mill to the counter in 26 kilometres. Here is the map.',
    ],
  },
  {
    profile: 'Atelier Nord',
    platforms: ['pinterest', 'instagram'],
    hours: [18],
    texts: [
      'Study in blue, 40 × 60, oil on linen. In the window from Thursday.',
      'Open studio on the first Sunday of the month. Bring cake, we have the coffee.',
      'Sketchbook page 112: the harbour at low tide.',
    ],
  },
];

const strange = [
  'YOU WON a wave speaker!! Claim in the next 10 minutes → http://wave-bonus.example/claim?id=4471',
  'Double your deposit tonight only. Ask me how. https://lindenhof.example@wave-bonus.example/go',
  'I made 4 000 this week from my phone, no experience, link below 🔥 http://wave-bonus.example/x',
];

/** Numbers that look like chance and are the same each time. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** About `count` posts up to now, newest first; with the strange night nine days ago. */
export function usualPosts(count: number): FakePost[] {
  const next = chance(42);
  const perDay = brands.reduce((sum, { hours }) => sum + hours.length, 0);
  const times = Math.max(1, Math.round(count / 4_000));
  const today = new Date().setHours(0, 0, 0, 0);
  const posts: FakePost[] = [];
  for (let day = -2; posts.length < count - 23; day += 1) {
    for (const brand of brands) {
      for (const hour of brand.hours) {
        for (let again = 0; again < times; again += 1) {
          if (next() < 0.08) continue;
          const goesOut = today - day * DAY + hour * HOUR + Math.round(next() * 4) * 60_000;
          posts.push(ours(posts.length, brand, goesOut, next, again));
        }
      }
    }
    if (day > (2 * count) / perDay / times + 5) break;
  }
  posts.push(...strangePosts(today));
  return posts.sort((a, b) => b.made - a.made).slice(0, count);
}

function ours(
  index: number,
  brand: (typeof brands)[number],
  goesOut: number,
  next: () => number,
  again: number,
): FakePost {
  const later = goesOut > Date.now();
  const made = later ? Date.now() - 3 * HOUR - index * 60_000 : goesOut - again * 90_000;
  const open = next();
  const verdict =
    open < 0.02 ? 'made_here' : open < (later ? 0.3 : 0.05) ? 'unrecognised' : 'recognised';
  const failed = next() < 0.015;
  return {
    id: `post_${fingerprint(`ours ${index}`).slice(0, 12)}`,
    text: brand.texts[Math.floor(next() * brand.texts.length)] ?? '',
    profile: brand.profile,
    platforms: brand.platforms,
    status: later ? 'scheduled' : failed ? 'partially_failed' : 'published',
    made,
    goesOut: later ? goesOut : null,
    verdict,
    reasons: {
      made_here: ['Made here, with Latchkey, by mira.'],
      recognised: ['Fits a rhythm you confirmed: daily at 9:00, 12:00 and 17:00.'],
      unrecognised: ['No one here sent this.'],
    }[verdict],
    media: next() < 0.6 ? [`photo-${index}.jpg`] : [],
  };
}

function strangePosts(today: number): FakePost[] {
  const begin = today - 9 * DAY + 3 * HOUR + 12 * 60_000;
  return Array.from({ length: 23 }, (_, index) => {
    const brand = brands[index % 3] ?? brands[0];
    const at = begin + index * 75_000;
    return {
      id: `post_${fingerprint(`strange ${index}`).slice(0, 12)}`,
      text: strange[index % strange.length] ?? '',
      profile: brand?.profile ?? '',
      platforms: index % 4 === 0 ? ['tiktok'] : (brand?.platforms ?? []),
      status: index > 18 ? 'scheduled' : 'published',
      made: at,
      goesOut: index > 18 ? Date.now() + index * HOUR : null,
      verdict: 'unrecognised',
      reasons: [
        `Made at ${new Date(at).toTimeString().slice(0, 5)} at night; this profile’s posts are made between 8 and 20.`,
        'Links to a host never posted before: wave-bonus.example.',
        'One of five posts in six minutes.',
        'The same text went to three profiles.',
      ].slice(index % 2),
      media: index % 5 === 0 ? ['https://img.wave-bonus.example/win.png'] : [],
      gone: index === 4,
    } satisfies FakePost;
  }).reverse();
}

/** Posts that try to be more than text. The marks stand where Rust puts them. */
export function hostilePosts(): FakePost[] {
  const texts = [
    '<img src=x onerror="alert(1)"><script>alert(document.domain)</script><b>bold?</b>',
    'Invoice ⟨U+202E⟩fdp.exe and zero⟨U+200B⟩width⟨U+200D⟩ marks ⟨U+2066⟩turned⟨U+2069⟩',
    'مرحبا بكم في المقهى — שלום — mixed with left to right, and 100 % more',
    `${'Endless text without a single space '.replaceAll(' ', '')}${'a'.repeat(3_000)}`,
    `${'All work and no play makes a very long post. '.repeat(1_340)}The end.`,
    Array.from({ length: 400 }, (_, line) => `Line ${line + 1} http://a${line}.example/x`).join(
      '\n',
    ),
    'Z̴̡̢͔͍̗̤͕̺̮͎͔̲͛̎̓̾͑̈́̐a̵̛͓l̸͖̽g̷̠̈́o̶͓͒ stacks marks upon marks ️‍🌈👩‍👩‍👧‍👦',
    '',
    'https://lindenhof.example@evil.example:8443/pay and http://xn--lndenhof-y2a.example/ and https://203.0.113.7/',
    '{{constructor.constructor("alert(1)")()}} ${7*7} javascript:alert(1) data:text/html,<script>',
  ];
  return texts.map((text, index) => ({
    id: `post_<${index}>"'&`,
    text,
    profile: index === 3 ? 'A profile with an extraordinarily long name '.repeat(4) : '<i>Café</i>',
    platforms: Object.keys(platformNames).slice(0, (index % 6) + 1),
    status: index % 3 === 0 ? 'failed' : 'published',
    made: Date.now() - index * 5 * HOUR,
    goesOut: null,
    verdict: index % 4 === 3 ? 'not_mine' : 'unrecognised',
    reasons: [
      'No one here sent this.',
      `Links to a host never posted before: ${'x'.repeat(60)}.example.`,
    ],
    media: ['a.jpg', 'https://tracker.example/pixel.png', 'clip.mp4'].slice(0, index % 4),
  }));
}
