// Where in the composer something is to be mended, and the way there.
import { tick } from 'svelte';
import type { CountView, DraftCheckView, DraftProblemView, PlaceInDraft } from '../../ipc';

/** How much of its limit a text takes on one platform. */
export interface PlatformCount extends CountView {
  platform: string;
  name: string;
}

/** The name a place has in the page, as `data-place`. */
export function nameOf(place: PlaceInDraft): string {
  switch (place.kind) {
    case 'file':
    case 'alt_text':
      return `${place.kind} ${place.file_id}`;
    case 'field':
      return `field ${place.field}`;
    default:
      return place.kind;
  }
}

/** What is said of a place, by these platforms or by all: each sentence once, those that stop first. */
export function problemsAt(
  check: DraftCheckView,
  place: PlaceInDraft,
  platforms: string[] | null = null,
): DraftProblemView[] {
  const name = nameOf(place);
  const said = check.platforms.filter(
    ({ platform }) => platforms === null || platforms.includes(platform),
  );
  const all = [...check.problems, ...said.flatMap(({ problems }) => problems)];
  const here = all.filter((problem) => nameOf(problem.place) === name);
  const once = here.filter(
    ({ message }, index) => here.findIndex((each) => each.message === message) === index,
  );
  return once.toSorted((a, b) => Number(b.stops) - Number(a.stops));
}

/** The tightest count of each of these platforms, or of all, at a place; the fullest first. */
export function countsAt(
  check: DraftCheckView,
  placeOf: (platform: string) => PlaceInDraft,
  platforms: string[] | null = null,
): PlatformCount[] {
  const counted = check.platforms.filter(
    ({ platform }) => platforms === null || platforms.includes(platform),
  );
  return counted
    .flatMap(({ platform, name, counts }) => {
      const place = nameOf(placeOf(platform));
      const count = counts.find((each) => nameOf(each.place) === place);
      return count ? [{ ...count, platform, name }] : [];
    })
    .toSorted((a, b) => b.used / b.most - a.used / a.most);
}

/** Brings a place before the eyes and puts the keyboard there. It may have to appear first. */
export async function goTo(place: PlaceInDraft, platform: string | null = null): Promise<void> {
  await tick();
  const named = `[data-place="${CSS.escape(nameOf(place))}"]`;
  const inPart = platform && `[data-platform-part="${CSS.escape(platform)}"] ${named}`;
  const found =
    (inPart && document.querySelector<HTMLElement>(inPart)) ||
    document.querySelector<HTMLElement>(named);
  if (!found) return;
  const control = found.matches(CONTROL) ? found : found.querySelector<HTMLElement>(CONTROL);
  found.scrollIntoView({ block: 'center' });
  control?.focus({ preventScroll: true });
}

const CONTROL = 'input, select, textarea, button, [tabindex]';
