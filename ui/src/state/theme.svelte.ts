// Light, dark, or as the system has it. Cosmetic, so the page remembers it by itself.
export const themes = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themes)[number];

const STORED_AS = 'latchkey.theme';

class Theme {
  choice = $state<ThemeChoice>(stored());

  choose(choice: ThemeChoice): void {
    this.choice = choice;
    try {
      localStorage.setItem(STORED_AS, choice);
    } catch {
      // Without storage the choice lasts until the window closes.
    }
    this.apply();
  }

  apply(): void {
    const root = document.documentElement;
    if (this.choice === 'system') delete root.dataset.theme;
    else root.dataset.theme = this.choice;
  }
}

function stored(): ThemeChoice {
  try {
    const value = localStorage.getItem(STORED_AS);
    return themes.find((theme) => theme === value) ?? 'system';
  } catch {
    return 'system';
  }
}

export const theme = new Theme();
