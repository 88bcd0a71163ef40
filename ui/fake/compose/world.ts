// A made-up composer: profiles, drafts, files and sends, and builders for them.
import type {
  ComposeProfileView,
  ComposeView,
  DraftContent,
  DraftVersionView,
  FileView,
  SendView,
} from '../../src/ipc';
import { ago, inMinutes, nextRevision } from '../world';
import { platformFields, platformNames } from './platforms';

export interface FakeDraft {
  id: string;
  content: DraftContent;
  changed_at: string;
  deleted: boolean;
  versions: DraftVersionView[];
}

export interface FakeCompose {
  state: ComposeView;
  drafts: FakeDraft[];
  files: FileView[];
  sends: SendView[];
  /** What the person chooses, or drops, next. */
  chosen: FileView[];
  refused: string[];
}

export const everyPlatform = Object.keys(platformNames);

export function profile(
  id: string,
  name: string,
  connected: string[] = everyPlatform.slice(0, 9),
): ComposeProfileView {
  const choices = everyPlatform.map((platform) => ({
    platform,
    name: platformNames[platform] ?? platform,
    why_not: connected.includes(platform)
      ? null
      : `${name} is not connected to ${platformNames[platform]}. Connect it on the service’s page.`,
  }));
  return {
    id,
    name,
    platforms: choices.toSorted((a, b) => Number(a.why_not !== null) - Number(b.why_not !== null)),
  };
}

export function composeState(facts: Partial<ComposeView> = {}): ComposeView {
  return {
    revision: nextRevision(),
    workspace_id: 'demo',
    profiles: [
      profile('lindenhof', 'Café Lindenhof'),
      profile('plum', 'Plum & Co', ['instagram', 'facebook', 'pinterest']),
    ],
    platforms: platformFields,
    zone: 'Europe/Berlin',
    uploads_left: 47,
    uploads_words: '47 of 50 files can still be sent within this hour.',
    problem: null,
    ...facts,
  };
}

export function content(facts: Partial<DraftContent> = {}): DraftContent {
  return {
    profile: 'lindenhof',
    platforms: [],
    text: '',
    title: '',
    first_comment: '',
    files: [],
    own_files: [],
    values: [],
    when: { kind: 'now' },
    ...facts,
  };
}

export function draft(id: string, facts: Partial<DraftContent> = {}, days = 0.1): FakeDraft {
  return { id, content: content(facts), changed_at: ago(days), deleted: false, versions: [] };
}

export function image(id: string, facts: Partial<FileView> = {}): FileView {
  return {
    id,
    name: `${id}.jpg`,
    kind: 'image',
    format: 'JPEG',
    size: '3.4 MB',
    dimensions: { width: 4032, height: 3024 },
    duration: null,
    pages: null,
    removed: 'Place and camera removed',
    problem: null,
    ...facts,
  };
}

export function video(id: string, facts: Partial<FileView> = {}): FileView {
  return image(id, {
    name: `${id}.mp4`,
    kind: 'video',
    format: 'MP4',
    size: '184 MB',
    dimensions: { width: 1080, height: 1920 },
    duration: '0:42',
    removed: null,
    ...facts,
  });
}

export function send(id: string, facts: Partial<SendView> = {}): SendView {
  return {
    id,
    draft_id: `draft of ${id}`,
    excerpt: 'Plum cake is back, from Friday on.',
    profile: 'Café Lindenhof',
    platforms: ['x', 'instagram'].map((value) => ({ value, label: platformNames[value] ?? value })),
    state: 'accepted',
    sentence: 'The service has it and publishes it now.',
    goes_out_at: null,
    leaves_at: null,
    hold_seconds: 10,
    upload: null,
    problem: null,
    facts: [],
    candidates: [],
    post_id: null,
    late: null,
    asked_at: ago(0.001),
    ...facts,
  };
}

export function waiting(id: string, facts: Partial<SendView> = {}): SendView {
  return send(id, {
    state: 'waiting',
    sentence: 'Nothing has left yet.',
    leaves_at: inMinutes(10 / 60),
    ...facts,
  });
}

export function noCompose(facts: Partial<FakeCompose> = {}): FakeCompose {
  return {
    state: composeState(),
    drafts: [],
    files: [],
    sends: [],
    chosen: [],
    refused: [],
    ...facts,
  };
}
