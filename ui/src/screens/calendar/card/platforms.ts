// Two letters for each platform, where there is no room for its name. The name is in the card's words.
const MARKS: Record<string, string> = {
  bluesky: 'Bs',
  discord: 'Dc',
  facebook: 'Fb',
  google_business: 'Gb',
  instagram: 'Ig',
  linkedin: 'Li',
  mastodon: 'Ma',
  pinterest: 'Pi',
  reddit: 'Rd',
  snapchat: 'Sn',
  telegram: 'Tg',
  threads: 'Th',
  tiktok: 'Tt',
  twitter: 'X',
  x: 'X',
  youtube: 'Yt',
};

export function markOf(platform: string): string {
  return MARKS[platform] ?? platform.slice(0, 2);
}
