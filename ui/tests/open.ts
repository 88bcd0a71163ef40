// Opens the whole page on one of the made-up worlds.
import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect } from 'vitest';
import { type Fake, install } from '../fake/install';
import { stories } from '../fake/stories';
import type { World } from '../fake/world';
import App from '../src/App.svelte';
import '../src/screens/later';
import { forgetPictures } from '../src/screens/calendar/card/pictures';
import { activity } from '../src/state/activity.svelte';
import { postFilter } from '../src/state/activity-filter.svelte';
import { app } from '../src/state/app.svelte';
import { calendar } from '../src/state/calendar.svelte';
import { compose } from '../src/state/compose.svelte';
import { clipboard } from '../src/state/clipboard.svelte';
import { drafts } from '../src/state/drafts.svelte';
import { history } from '../src/state/history.svelte';
import { incidents } from '../src/state/incidents.svelte';
import { keys } from '../src/state/keys.svelte';
import { navigation } from '../src/state/navigation.svelte';
import { notices } from '../src/state/notices.svelte';
import { screens } from '../src/state/screens.svelte';
import { sends } from '../src/state/sends.svelte';
import { suspicion } from '../src/state/suspicion.svelte';
import { forgetThumbnails } from '../src/state/thumbnails';

export interface Opened extends Fake {
  world: World;
  user: ReturnType<typeof userEvent.setup>;
}

/** Starts the page and waits until it shows the world. */
export async function open(story: string): Promise<Opened> {
  forgetEverything();
  const make = stories[story];
  if (!make) throw new Error(`There is no story ${story}`);
  const world = make();
  const fake = install(world);
  render(App);
  const sign = world.app.workspaces.length > 0 ? 'nav-keys' : 'explore-demo';
  await screen.findByTestId(sign);
  await waitFor(() => expect(screens.later).not.toBeNull());
  return { ...fake, world, user: userEvent.setup() };
}

/** Starts the page and goes to the activity screen. */
export async function openActivity(story: string): Promise<Opened> {
  const opened = await open(story);
  await opened.user.click(screen.getByTestId('nav-activity'));
  await waitFor(() => {
    if (!document.querySelector('[data-testid="post-row"], [data-testid="nothing"], progress')) {
      throw new Error('the screen does not say how it stands');
    }
  });
  return opened;
}

/** Starts the page and goes to the calendar. */
export async function openCalendar(story: string): Promise<Opened> {
  const opened = await open(story);
  await opened.user.click(screen.getByTestId('nav-calendar'));
  await screen.findByTestId('zone');
  return opened;
}

/** The row of a key. */
export async function row(name: string): Promise<HTMLElement> {
  const rows = await screen.findAllByTestId('key-row');
  const found = rows.find(({ dataset }) => dataset.keyName === name);
  if (!found) throw new Error(`There is no row ${name}`);
  return found;
}

/** The names of the rows, from top to bottom. */
export function rowNames(): (string | undefined)[] {
  return screen.queryAllByTestId('key-row').map(({ dataset }) => dataset.keyName);
}

/** Leaves the page as it is before anything is known. */
export function forgetEverything({ keepRust = false } = {}): void {
  cleanup();
  if (!keepRust) clearMocks();
  app.view = null;
  app.failure = null;
  keys.forget();
  clipboard.view = null;
  navigation.screen = 'keys';
  incidents.forget();
  suspicion.forget();
  navigation.openKey = null;
  navigation.openIncident = null;
  navigation.openPost = null;
  activity.forget();
  calendar.forget();
  calendar.layout = 'month';
  forgetPictures();
  navigation.openDraft = null;
  compose.forget();
  drafts.forget();
  sends.forget();
  forgetThumbnails();
  postFilter.clear();
  navigation.question = null;
  history.verification = null;
  notices.list = [];
}
