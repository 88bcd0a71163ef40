// Short messages about what just happened. Good news leaves by itself, bad news stays.
import type { Failure } from '../ipc';

const READING_TIME = 7_000;

export interface Notice {
  id: number;
  ok: boolean;
  message: string;
  remedy: string;
}

class Notices {
  list = $state.raw<Notice[]>([]);
  #next = 1;

  say(message: string): void {
    const id = this.#add({ ok: true, message, remedy: '' });
    setTimeout(() => this.dismiss(id), READING_TIME);
  }

  warn({ message, remedy }: Pick<Failure, 'message' | 'remedy'>): void {
    this.#add({ ok: false, message, remedy });
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  #add(notice: Omit<Notice, 'id'>): number {
    const id = this.#next++;
    // The same bad news twice is one piece of news.
    const others = this.list.filter(({ message }) => message !== notice.message);
    this.list = [...others, { ...notice, id }].slice(-4);
    return id;
  }
}

export const notices = new Notices();
