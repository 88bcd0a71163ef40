// A made-up post as Rust would show it.
import type {
  DestinationView,
  PostFilterForm,
  PostRowView,
  PostView,
  TextPiece,
} from '../../src/ipc';
import { ago, event } from '../world';
import { type FakePost, platformNames } from './posts';

const statusWords = {
  published: 'Published',
  scheduled: 'Scheduled',
  failed: 'Failed',
  partially_failed: 'Partly published',
  draft: 'Draft',
};

export function row(post: FakePost, search: string, whole = false): PostRowView {
  return {
    id: post.id,
    text: pieces(whole ? post.text : post.text.slice(0, 240), search),
    media: post.media.length,
    profile: post.profile,
    destinations: post.platforms.map((platform, index) => destination(post, platform, index)),
    status: post.status,
    status_words: statusWords[post.status],
    made_at: new Date(post.made).toISOString(),
    goes_out_at: post.goesOut === null ? null : new Date(post.goesOut).toISOString(),
    verdict: post.verdict,
    reasons: post.reasons,
    gone_at: post.gone ? ago(7) : null,
    held: post.held ?? false,
  };
}

function destination(post: FakePost, platform: string, index: number): DestinationView {
  const failed = post.status === 'failed' || (post.status === 'partially_failed' && index === 0);
  const live = !failed && post.status !== 'scheduled';
  return {
    platform,
    name: platformNames[platform] ?? platform,
    status: failed ? 'failed' : post.status,
    status_words: failed ? 'Failed' : live ? 'Published' : statusWords[post.status],
    failed,
    link: live ? { number: 1_000 + index, host: `www.${platform}.com` } : null,
    error: failed ? 'The connection to the account has expired. Connect it again.' : null,
  };
}

/** Text, links and what the search found, one after the other. */
export function pieces(text: string, search: string): TextPiece[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  let number = 0;
  return text.split(/(https?:\/\/\S+)/).flatMap((part, index): TextPiece[] => {
    if (index % 2 === 1) {
      number += 1;
      return [{ text: part, found: false, link: { number, host: hostOf(part) } }];
    }
    return marked(part, words);
  });
}

function marked(text: string, words: string[]): TextPiece[] {
  if (words.length === 0) return text ? [{ text, found: false, link: null }] : [];
  const any = new RegExp(
    `\\b(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`,
    'gi',
  );
  return text
    .split(any)
    .map((part, index) => ({ text: part, found: index % 2 === 1, link: null }))
    .filter((piece) => piece.text);
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : '?';
}

export function wholePost(post: FakePost, workspaceId: string, revision: number): PostView {
  return {
    revision,
    workspace_id: workspaceId,
    post: row(post, '', true),
    type_words: post.media.length > 0 ? 'Picture' : 'Text',
    title: post.media.length > 1 ? pieces('A title of its own', '') : null,
    first_comment: post.id.endsWith('7') ? pieces('#coffee #lindenhof', '') : null,
    media: post.media.map((name, index) => ({
      number: index + 1,
      name: name.split('/').at(-1) ?? name,
      link: {
        number: 2_000 + index,
        host: name.includes('//') ? hostOf(name) : 'cdn.codivupload.com',
      },
      from_service: !name.includes('//'),
    })),
    events: post.verdict === 'made_here' ? [event(12, { sentence: 'Sent this post.' })] : [],
    changes: post.gone
      ? [{ seen_at: ago(7), what: 'The service has it no more', before: 'Published', after: null }]
      : post.status === 'published'
        ? [{ seen_at: ago(3), what: 'Status', before: 'Scheduled', after: 'Published' }]
        : [],
  };
}

export function passes(post: FakePost, filter: PostFilterForm): boolean {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  return (
    words.every((word) => post.text.toLowerCase().includes(word)) &&
    (!filter.profile || filter.profile === post.profile) &&
    (!filter.platform || post.platforms.includes(filter.platform)) &&
    (!filter.status || filter.status === post.status) &&
    (!filter.verdict || filter.verdict === post.verdict) &&
    (!filter.from || post.made >= Date.parse(filter.from)) &&
    (!filter.until || post.made < Date.parse(filter.until))
  );
}
