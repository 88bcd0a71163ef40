// What was answered so far after "I think a key leaked", or what is corrected of it later. It outlives
// the screen: leaving in the middle and coming back loses nothing.
import { tick } from 'svelte';
import {
  call,
  type Exposed,
  type IncidentView,
  type KeyView,
  type SuspectView,
  toFailure,
} from '../ipc';
import { app } from './app.svelte';
import { incidents } from './incidents.svelte';
import { keys } from './keys.svelte';
import { navigation } from './navigation.svelte';
import { notices } from './notices.svelte';

export const questions = ['key', 'since', 'stop'] as const;
export type QuestionName = (typeof questions)[number];

/** Since when the key may be out. */
export interface Exposure {
  exposed: Exposed;
  /** RFC 3339 in UTC, when `exposed` is `since`. */
  since?: string;
}

class Suspicion {
  /** The questions are on the screen. */
  asking = $state(false);
  key = $state.raw<SuspectView | null>(null);
  exposure = $state.raw<Exposure | null>(null);
  /** The response whose answers are corrected; without one, another begins. */
  corrected = $state<string | null>(null);
  /** The question the person went back to. */
  #back = $state<QuestionName | null>(null);

  /** The question that waits for an answer. */
  get question(): QuestionName {
    if (this.#back) return this.#back;
    if (!this.key) return 'key';
    return this.exposure ? 'stop' : 'since';
  }

  /** "I think a key leaked"; from a key's own row the first question is answered already. */
  raise(key?: KeyView): void {
    navigation.openIncident = null;
    navigation.go('incident');
    this.asking = true;
    if (!key || !keys.view) return;
    if (key.id !== this.key?.key_id) this.forget();
    this.asking = true;
    this.choose(suspectOf(key));
  }

  /** Asks again what was answered about a leak that is being dealt with. */
  correct({ id, key, exposed, exposed_from }: IncidentView): void {
    this.forget();
    this.corrected = id;
    this.key = key;
    this.exposure = {
      exposed,
      ...(exposed === 'since' && exposed_from && { since: exposed_from }),
    };
    this.#back = 'since';
    this.asking = true;
  }

  /**
   * It is this key. One that is being dealt with already leads to its board, unless more was answered:
   * that takes the place of what was answered then.
   */
  choose(key: SuspectView): void {
    const known = incidents.openFor(key.key_id);
    if (known && !this.exposure) {
      this.forget();
      void show(known);
      return;
    }
    this.key = key;
    this.#back = null;
  }

  expose(exposure: Exposure): void {
    this.exposure = exposure;
    this.#back = null;
  }

  returnTo(question: QuestionName): void {
    this.#back = question;
  }

  /** One question back; before the first one, out. Which key it is, is never corrected. */
  stepBack(): void {
    const before = questions[questions.indexOf(this.question) - 1];
    if (this.corrected && before === 'key') this.forget();
    else if (before) this.returnTo(before);
    else this.asking = false;
  }

  /** The last answer: begins the response, or corrects it, and shows its board. */
  async begin(can_stop: boolean): Promise<void> {
    const { key, exposure, corrected } = this;
    if (!key || !exposure) return;
    const answers = { ...exposure, can_stop };
    const view = await (corrected
      ? call('correct_incident', { incident_id: corrected, ...answers })
      : call('start_incident', { key_id: key.key_id, ...answers }));
    incidents.receive(view);
    this.forget();
    const started = incidents.openFor(key.key_id);
    if (started) await show(started);
  }

  forget(): void {
    this.asking = false;
    this.key = null;
    this.exposure = null;
    this.corrected = null;
    this.#back = null;
  }
}

/** Shows the board of a response, in its workspace. */
export async function show({ id, key }: IncidentView): Promise<void> {
  if (key.workspace_id !== app.view?.current) {
    try {
      app.receive(await call('open_workspace', { workspace_id: key.workspace_id }));
    } catch (error) {
      notices.warn(toFailure(error));
      return;
    }
    // What the other workspace had open is put away before this is opened.
    await tick();
  }
  suspicion.asking = false;
  navigation.openIncident = id;
  navigation.go('incident');
}

/** Goes to the leak responses: into the only one that is not over, if there is just one. */
export function goToIncidents(): void {
  const [only, ...others] = incidents.open;
  if (!navigation.openIncident && only && others.length === 0) navigation.openIncident = only.id;
  navigation.go('incident');
}

/** A key of the open workspace as an incident shows it. */
export function suspectOf(key: KeyView): SuspectView {
  return {
    key_id: key.id,
    name: key.name,
    hint: key.hint,
    fingerprint: key.fingerprint,
    environment: key.environment,
    state: key.state,
    workspace_id: keys.view?.workspace.id ?? '',
    workspace: keys.view?.workspace.name ?? '',
  };
}

export const suspicion = new Suspicion();
