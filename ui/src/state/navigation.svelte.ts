// Where the person is: screen, what is opened on it, and what is asked on top of it.
import { type Filter, postFilter } from './activity-filter.svelte';

export type Screen = 'keys' | 'activity' | 'compose' | 'calendar' | 'incident' | 'settings';

export type Question =
  | { kind: 'connect' | 'create' | 'import' | 'palette' | 'begin-anew' | 'use-keychain' }
  | { kind: 'edit' | 'rotate' | 'revoke' | 'forget'; key_id: string }
  | { kind: 'rename-workspace' | 'remove-workspace'; workspace_id: string }
  | { kind: 'unclear'; send_id: string };

class Navigation {
  screen = $state<Screen>('keys');
  /** The key whose details are open. */
  openKey = $state<string | null>(null);
  /** The post whose page is open. */
  openPost = $state<string | null>(null);
  /** The incident whose board is open. */
  openIncident = $state<string | null>(null);
  /** The draft that is open in the composer. */
  openDraft = $state<string | null>(null);
  /** The dialog that is open. */
  question = $state.raw<Question | null>(null);

  go(screen: Screen): void {
    this.screen = screen;
  }

  show(keyId: string): void {
    this.screen = 'keys';
    this.openKey = keyId;
  }

  /** Goes to the posts that pass a filter, whatever was filtered before. */
  showPosts(filter: Partial<Filter>): void {
    postFilter.set(filter);
    this.openPost = null;
    this.screen = 'activity';
  }

  /** Opens a draft in the composer. */
  compose(draftId: string): void {
    this.openDraft = draftId;
    this.screen = 'compose';
  }

  /** Goes to one post, whatever was filtered before. */
  showPost(postId: string): void {
    this.showPosts({});
    this.openPost = postId;
  }

  ask(question: Question): void {
    this.question = question;
  }

  answered = (): void => {
    this.question = null;
  };
}

export const navigation = new Navigation();
