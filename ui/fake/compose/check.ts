// Says to a draft roughly what Rust would: enough to see every kind of answer, no rule of any platform.
import type {
  CountView,
  DraftCheckView,
  DraftContent,
  DraftProblemView,
  FileView,
  MediaLayout,
  PieceKind,
  PlatformCheckView,
  PostKind,
  PreviewPiece,
  PreviewView,
} from '../../src/ipc';
import type { FakeCompose } from './world';
import { altTextLimits, platformNames, textLimits, titleLimits } from './platforms';

const shownAtFirst: Record<string, number> = {
  instagram: 125,
  tiktok: 80,
  facebook: 480,
  linkedin: 210,
};

export function check(world: FakeCompose, content: DraftContent): DraftCheckView {
  const kind = kindOf(filesOf(world, content, null));
  const problems: DraftProblemView[] = [];
  if (!content.profile) {
    problems.push(stops('Choose the profile that posts.', { kind: 'profile' }));
  }
  if (content.platforms.length === 0) {
    problems.push(stops('Choose at least one platform.', { kind: 'platforms' }));
  }
  if (content.when.kind === 'at' && content.when.date < '2026') {
    problems.push(stops('This time is over.', { kind: 'when' }));
  }
  const platforms = content.platforms.map((platform) => ofPlatform(world, content, platform));
  const all = [...problems, ...platforms.flatMap((each) => each.problems)];
  const stopping = all.filter((each) => each.stops).length;
  return {
    kind,
    can_send: stopping === 0,
    sentence:
      stopping === 0
        ? `Ready for ${platforms.map(({ name }) => name).join(', ')}.`
        : stopping === 1
          ? 'One thing stands in the way.'
          : `${stopping} things stand in the way.`,
    problems,
    platforms,
    when_words: {
      now: 'As soon as you send it.',
      at: 'At the time you chose.',
      queue: 'In the next free slot of Café Lindenhof: Friday, 09:00.',
    }[content.when.kind],
    goes_out_at: null,
  };
}

export function filesOf(
  world: FakeCompose,
  content: DraftContent,
  platform: string | null,
): FileView[] {
  const own = content.own_files.find((each) => each.platform === platform);
  return (own?.files ?? content.files).flatMap(
    ({ file_id }) => world.files.find(({ id }) => id === file_id) ?? [],
  );
}

function ofPlatform(
  world: FakeCompose,
  content: DraftContent,
  platform: string,
): PlatformCheckView {
  const name = platformNames[platform] ?? platform;
  const files = filesOf(world, content, platform);
  const own = content.values.find(({ field }) => field === `${platform}_text`)?.value;
  const text = own?.kind === 'text' && own.is !== '' ? own.is : content.text;
  const place: DraftProblemView['place'] =
    text === content.text ? { kind: 'text' } : { kind: 'field', field: `${platform}_text` };
  const counts = countsOf(platform, text, place);
  const problems: DraftProblemView[] = counts
    .filter(({ used, most }) => used > most)
    .map(({ used, most, unit }) =>
      stops(`${name} allows ${most} ${unit}, the text has ${used}.`, place),
    );
  if (text === '' && files.length === 0) {
    problems.push(stops(`${name} needs a text or a file.`, place));
  }
  if (platform === 'x' && files.length > 4) {
    problems.push(stops(`X allows 4 images, you have ${files.length}.`, { kind: 'files' }));
  }
  if (platform === 'youtube' && kindOf(files) !== 'video') {
    problems.push(stops('YouTube takes only video.', { kind: 'files' }));
  }
  if (platform === 'instagram' && files.length === 0) {
    problems.push(stops('Instagram needs a picture or a video.', { kind: 'files' }));
  }
  const board = content.values.find(({ field }) => field === 'pinterest_board_id');
  if (platform === 'pinterest' && !board) {
    problems.push(
      stops('Pinterest needs a board.', { kind: 'field', field: 'pinterest_board_id' }),
    );
  }
  if (platform === 'linkedin' && content.first_comment) {
    problems.push({
      stops: false,
      message: 'LinkedIn has no first comment. It is left out there.',
      place: { kind: 'first_comment' },
    });
  }
  const limit = altTextLimits[platform];
  for (const { file_id, alt_text } of content.files) {
    if (limit && alt_text.length > limit) {
      const message = `${name} allows ${limit} letters for a description.`;
      problems.push(stops(message, { kind: 'alt_text', file_id }));
    }
  }
  for (const file of files.filter((each) => each.problem)) {
    const message = `${name} cannot show this file.`;
    problems.push(stops(message, { kind: 'file', file_id: file.id }));
  }
  const others = otherCounts(platform, content, kindOf(files));
  return {
    platform,
    name,
    counts: [...counts, ...others],
    problems,
    preview: preview(platform, content, text, files),
  };
}

function countsOf(platform: string, text: string, place: CountView['place']): CountView[] {
  const letters = lettersOf(text, textLimits[platform], place);
  if (platform !== 'bluesky') return letters;
  const used = new TextEncoder().encode(text).length;
  return [...letters, { place, used, most: 3_000, unit: 'bytes' }];
}

function otherCounts(platform: string, content: DraftContent, kind: PostKind): CountView[] {
  const comment = platform === 'instagram' ? 2_196 : undefined;
  const alt = content.files.map(({ alt_text }) => alt_text).join('\n');
  const field = { kind: 'field', field: `${platform}_alt_text` } as const;
  return [
    ...lettersOf(content.title, titleLimits[platform], { kind: 'title' }),
    ...lettersOf(content.first_comment, comment, { kind: 'first_comment' }),
    ...lettersOf(alt, kind === 'image' ? altTextLimits[platform] : undefined, field),
  ];
}

function lettersOf(text: string, most: number | undefined, place: CountView['place']): CountView[] {
  return most ? [{ place, used: [...text].length, most, unit: 'letters' }] : [];
}

function preview(
  platform: string,
  content: DraftContent,
  text: string,
  files: FileView[],
): PreviewView {
  const cut = shownAtFirst[platform] ?? Infinity;
  const whole = text.length <= cut;
  return {
    title: ['youtube', 'pinterest'].includes(platform) ? content.title : null,
    shown: pieces(whole ? text : text.slice(0, cut)),
    rest: whole ? [] : pieces(text.slice(cut)),
    first_comment: ['instagram', 'facebook', 'youtube'].includes(platform)
      ? pieces(content.first_comment)
      : [],
    file_ids: files.map(({ id }) => id),
    layout: layout(platform, files),
  };
}

function layout(platform: string, files: FileView[]): MediaLayout {
  const kind = kindOf(files);
  if (kind === 'text') return 'none';
  if (kind === 'document') return 'document';
  if (platform === 'pinterest') return 'pin';
  if (kind === 'video') {
    return ['tiktok', 'instagram'].includes(platform) ? 'upright_video' : 'video';
  }
  return ['instagram', 'tiktok', 'threads'].includes(platform) ? 'carousel' : 'grid';
}

function pieces(text: string): PreviewPiece[] {
  return text
    .split(/((?:https?:\/\/|[@#])[^\s]+)/)
    .filter((part) => part !== '')
    .map((part) => ({ text: part, kind: kindOfPiece(part) }));
}

function kindOfPiece(part: string): PieceKind {
  if (part.startsWith('http')) return 'link';
  if (part.startsWith('@')) return 'mention';
  return part.startsWith('#') ? 'hashtag' : 'plain';
}

function kindOf(files: FileView[]): PostKind {
  return files[0]?.kind ?? 'text';
}

function stops(message: string, place: DraftProblemView['place']): DraftProblemView {
  return { stops: true, message, place };
}
