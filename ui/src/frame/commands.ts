// What the command palette offers, as things stand now.
import Activity from '@lucide/svelte/icons/activity';
import CalendarDays from '@lucide/svelte/icons/calendar-days';
import Compass from '@lucide/svelte/icons/compass';
import Import from '@lucide/svelte/icons/import';
import KeyRound from '@lucide/svelte/icons/key-round';
import LayoutGrid from '@lucide/svelte/icons/layout-grid';
import Link from '@lucide/svelte/icons/link';
import PenLine from '@lucide/svelte/icons/pen-line';
import Plus from '@lucide/svelte/icons/plus';
import Settings from '@lucide/svelte/icons/settings';
import ShieldAlert from '@lucide/svelte/icons/shield-alert';
import Siren from '@lucide/svelte/icons/siren';
import Undo2 from '@lucide/svelte/icons/undo-2';
import { actionsFor } from '../screens/keys/actions';
import { app } from '../state/app.svelte';
import { drafts } from '../state/drafts.svelte';
import { keys } from '../state/keys.svelte';
import { navigation } from '../state/navigation.svelte';
import { sends } from '../state/sends.svelte';
import { goToIncidents, suspicion } from '../state/suspicion.svelte';
import { exploreDemo, openWorkspace, whereItIs } from '../state/workspaces';
import { t } from '../text';

export interface PaletteCommand {
  id: string;
  label: string;
  detail?: string;
  icon: typeof Plus;
  run: () => void;
}

export interface CommandGroup {
  title: string;
  commands: PaletteCommand[];
}

export function commands(): CommandGroup[] {
  const groups = [
    { title: t('palette.group.general'), commands: general() },
    { title: t('palette.group.posts'), commands: ofPosts() },
    { title: t('palette.group.keys'), commands: ofKeys() },
    { title: t('palette.group.workspaces'), commands: ofWorkspaces() },
  ];
  return groups.filter(({ commands }) => commands.length > 0);
}

/** The commands that contain every word of the query. */
export function find(groups: CommandGroup[], query: string): CommandGroup[] {
  const words = query.toLowerCase().split(/\s+/);
  const matches = ({ label, detail }: PaletteCommand): boolean =>
    words.every((word) => `${label} ${detail ?? ''}`.toLowerCase().includes(word));
  return groups
    .map(({ title, commands }) => ({ title, commands: commands.filter(matches) }))
    .filter(({ commands }) => commands.length > 0);
}

function general(): PaletteCommand[] {
  return [
    {
      id: 'leak',
      label: t('leak.button'),
      icon: Siren,
      run: () => suspicion.raise(),
    },
    {
      id: 'create',
      label: t('keys.create'),
      icon: Plus,
      run: () => navigation.ask({ kind: 'create' }),
    },
    {
      id: 'import',
      label: t('keys.import'),
      icon: Import,
      run: () => navigation.ask({ kind: 'import' }),
    },
    { id: 'keys', label: t('palette.go_keys'), icon: KeyRound, run: () => navigation.go('keys') },
    {
      id: 'activity',
      label: t('palette.go_activity'),
      icon: Activity,
      run: () => navigation.go('activity'),
    },
    {
      id: 'calendar',
      label: t('palette.go_calendar'),
      icon: CalendarDays,
      run: () => navigation.go('calendar'),
    },
    {
      id: 'incident',
      label: t('palette.go_incident'),
      icon: ShieldAlert,
      run: goToIncidents,
    },
    {
      id: 'compose',
      label: t('palette.go_compose'),
      icon: PenLine,
      run: () => navigation.go('compose'),
    },
    {
      id: 'settings',
      label: t('palette.go_settings'),
      icon: Settings,
      run: () => navigation.go('settings'),
    },
  ];
}

function ofPosts(): PaletteCommand[] {
  const { workspace } = app;
  if (!workspace) return [];
  const write = {
    id: 'write',
    label: t('draft.new'),
    icon: PenLine,
    run: () => void drafts.begin({ workspace_id: workspace.id }),
  };
  const waiting = sends.view?.sends.filter(({ state }) => state === 'waiting') ?? [];
  const back = waiting.map((send) => ({
    id: `take back ${send.id}`,
    label: t('send.take_back_named', { excerpt: send.excerpt }),
    icon: Undo2,
    run: () => void sends.takeBack(send),
  }));
  return [...back, write];
}

function ofKeys(): PaletteCommand[] {
  const live = keys.view?.keys.filter(({ state }) => state !== 'revoked') ?? [];
  return live.flatMap((key) => {
    const show: PaletteCommand = {
      id: `show ${key.id}`,
      label: t('palette.show_key', { name: key.name }),
      detail: key.hint ?? undefined,
      icon: KeyRound,
      run: () => navigation.show(key.id),
    };
    const actions = actionsFor(key).map(({ name, icon, run }) => ({
      id: `${name} ${key.id}`,
      label: t(`palette.do.${name}`, { name: key.name }),
      detail: key.hint ?? undefined,
      icon,
      run,
    }));
    return [show, ...actions];
  });
}

function ofWorkspaces(): PaletteCommand[] {
  const workspaces = app.view?.workspaces ?? [];
  const others = workspaces.filter(({ id }) => id !== app.view?.current);
  const switches = others.map((workspace) => ({
    id: `open ${workspace.id}`,
    label: t('palette.open_workspace', { name: workspace.name }),
    detail: whereItIs(workspace),
    icon: LayoutGrid,
    run: () => void openWorkspace(workspace.id),
  }));
  const connect = {
    id: 'connect',
    label: t('workspace.connect_another'),
    icon: Link,
    run: () => navigation.ask({ kind: 'connect' }),
  };
  const demo = {
    id: 'demo',
    label: t('workspace.explore_demo'),
    icon: Compass,
    run: () => void exploreDemo(),
  };
  const hasDemo = workspaces.some(({ kind }) => kind === 'demo');
  return [...switches, connect, ...(hasDemo ? [] : [demo])];
}
