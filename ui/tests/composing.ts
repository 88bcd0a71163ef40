// Opens the composer on one of its made-up worlds.
import { screen } from '@testing-library/svelte';
import { open, type Opened } from './open';

/** Starts the page and goes to a draft. */
export async function openDraft(story: string, draftId: string): Promise<Opened> {
  const opened = await open(story);
  await opened.user.click(screen.getByTestId('nav-compose'));
  const rows = await screen.findAllByTestId('draft-row');
  const row = rows.find(({ dataset }) => dataset.draftId === draftId);
  if (!row) throw new Error(`There is no draft ${draftId}`);
  await opened.user.click(row);
  await screen.findByTestId('editor');
  return opened;
}

/** The calls of a command so far. */
export function asked({ calls }: Opened, name: string): { name: string; form: unknown }[] {
  return calls.filter((call) => call.name === name);
}
