// Some platforms and some of their fields: one of each kind of control at least.
import type { ControlView, FieldView, PlatformFieldsView, PostKind } from '../../src/ipc';

export const platformNames: Record<string, string> = {
  x: 'X',
  youtube: 'YouTube',
  instagram: 'Instagram',
  facebook: 'Facebook',
  linkedin: 'LinkedIn',
  tiktok: 'TikTok',
  threads: 'Threads',
  pinterest: 'Pinterest',
  bluesky: 'Bluesky',
  google_business: 'Google Business Profile',
  snapchat: 'Snapchat',
};

export const textLimits: Record<string, number> = {
  x: 280,
  youtube: 5_000,
  instagram: 2_200,
  facebook: 63_206,
  linkedin: 3_000,
  tiktok: 2_200,
  threads: 500,
  pinterest: 500,
  bluesky: 300,
};

export const titleLimits: Record<string, number> = {
  youtube: 100,
  pinterest: 100,
  facebook: 255,
};

export const altTextLimits: Record<string, number> = {
  x: 1_000,
  instagram: 1_000,
  pinterest: 500,
  bluesky: 2_000,
};

const everyKind: PostKind[] = ['text', 'image', 'video', 'document'];

function field(
  name: string,
  label: string,
  explanation: string,
  control: ControlView,
  more: Partial<FieldView> = {},
): FieldView {
  return { name, label, explanation, control, required: false, kinds: everyKind, ...more };
}

function ownText(platform: string): FieldView {
  return field(
    `${platform}_text`,
    `Text for ${platformNames[platform]} only`,
    'Replaces the post’s text there. Leave it empty to use the post’s text.',
    { kind: 'text', long: true },
  );
}

function choice(pairs: Record<string, string>, usual: string | null = null): ControlView {
  const choices = Object.entries(pairs).map(([value, label]) => ({ value, label }));
  return { kind: 'choice', choices, default: usual };
}

const fields: Record<string, FieldView[]> = {
  x: [
    ownText('x'),
    field(
      'x_reply_settings',
      'Who can reply',
      'If nothing is chosen, everyone can reply.',
      choice({ following: 'People you follow', mentioned_users: 'People you mention' }),
    ),
  ],
  youtube: [
    ownText('youtube'),
    field(
      'youtube_privacy_status',
      'Who can watch',
      'Unlisted means: everyone who has the link.',
      choice({ public: 'Everyone', unlisted: 'Everyone with the link' }, 'public'),
      { kinds: ['video'] },
    ),
    field('youtube_tags', 'Tags', 'Words the video is found by.', {
      kind: 'list',
      example: 'plum cake',
    }),
    field('youtube_recording_date', 'Recorded on', 'The day the video was made.', { kind: 'date' }),
    field(
      'youtube_embeddable',
      'Others may embed it',
      'Whether other websites can show the video.',
      {
        kind: 'switch',
        default: true,
      },
    ),
  ],
  instagram: [
    ownText('instagram'),
    field(
      'instagram_media_type',
      'Format',
      'A story is gone after 24 hours and cannot be scheduled.',
      choice({ reels: 'Reel', stories: 'Story' }),
    ),
    field('instagram_collaborators', 'Collaborators', 'Up to three accounts.', {
      kind: 'list',
      example: '@plumandco',
    }),
  ],
  pinterest: [
    field(
      'pinterest_board_id',
      'Board',
      'The board the pin is put on. Pinterest needs one.',
      { kind: 'short', example: '718302984' },
      { required: true },
    ),
    field('pinterest_link', 'Link', 'Where people get when they choose the pin.', {
      kind: 'short',
      example: 'https://lindenhof.example/cake',
    }),
  ],
};

export const platformFields: PlatformFieldsView[] = Object.entries(platformNames).map(
  ([platform, name]) => ({
    platform,
    name,
    takes_own_files: ['x', 'youtube', 'instagram', 'facebook', 'tiktok', 'pinterest'].includes(
      platform,
    ),
    fields: fields[platform] ?? [ownText(platform)],
  }),
);
