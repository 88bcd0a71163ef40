// Where the person is: screen, opened key, and what is asked on top of it.
export type Screen = 'keys' | 'settings';

export type Question =
  | { kind: 'connect' | 'create' | 'import' | 'palette' }
  | { kind: 'edit' | 'rotate' | 'revoke' | 'forget'; key_id: string }
  | { kind: 'rename-workspace' | 'remove-workspace'; workspace_id: string };

class Navigation {
  screen = $state<Screen>('keys');
  /** The key whose details are open. */
  openKey = $state<string | null>(null);
  /** The dialog that is open. */
  question = $state.raw<Question | null>(null);

  go(screen: Screen): void {
    this.screen = screen;
  }

  show(keyId: string): void {
    this.screen = 'keys';
    this.openKey = keyId;
  }

  ask(question: Question): void {
    this.question = question;
  }

  answered = (): void => {
    this.question = null;
  };
}

export const navigation = new Navigation();
