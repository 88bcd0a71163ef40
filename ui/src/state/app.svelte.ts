// What the frame of the window shows: workspaces, keychain, settings.
import type { AppView, Failure, WorkspaceView } from '../ipc';
import { setLanguage } from '../text';

class App {
  view = $state.raw<AppView | null>(null);
  /** Why the app could not be asked for its state at all. */
  failure = $state.raw<Failure | null>(null);

  get workspace(): WorkspaceView | null {
    return this.view?.workspaces.find(({ id }) => id === this.view?.current) ?? null;
  }

  receive = (view: AppView): void => {
    if (this.view && view.revision < this.view.revision) return;
    setLanguage(view.language);
    document.documentElement.lang = view.language;
    this.failure = null;
    this.view = view;
  };
}

export const app = new App();
