// Where the tests of the leak response begin, and what they ask of it.
import { screen } from '@testing-library/svelte';
import type { Opened } from './open';

export const click = async ({ user }: Opened, testid: string): Promise<void> =>
  user.click(await screen.findByTestId(testid));

export async function choose(opened: Opened, name: string): Promise<void> {
  const tags = await screen.findAllByTestId('suspect');
  const tag = tags.find(({ dataset }) => dataset.keyName === name);
  if (!tag) throw new Error(`There is no tag ${name}`);
  await opened.user.click(tag);
}

export const asked = ({ calls }: Opened, name: string): unknown[] =>
  calls.filter((each) => each.name === name).map(({ form }) => form);

export const board = async (opened: Opened): Promise<HTMLElement> => {
  await click(opened, 'nav-incident');
  return screen.findByTestId('incident');
};

export async function lookAt({ user }: Opened, kind: string): Promise<void> {
  const step = screen.getAllByTestId('step').find(({ dataset }) => dataset.kind === kind);
  if (!step) throw new Error(`There is no step ${kind}`);
  await user.click(step);
}
