// Short messages about what just happened. Good news leaves by itself, bad news stays.
import type { Failure } from '../ipc';

const READING_TIME = 7_000;
/** Longer, where there is something to decide. */
const TIME_TO_ACT = 15_000;

export interface Notice {
  id: number;
  ok: boolean;
  message: string;
  remedy: string;
  action?: Action;
  /** A later notice on the same topic takes the place of this one. */
  topic?: string;
}

interface Action {
  label: string;
  run: () => void;
}

class Notices {
  list = $state.raw<Notice[]>([]);
  #next = 1;

  say(message: string, more: Pick<Notice, 'action' | 'topic'> = {}): void {
    const id = this.#add({ ok: true, message, remedy: '', ...more });
    setTimeout(() => this.dismiss(id), more.action ? TIME_TO_ACT : READING_TIME);
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
    const others = this.list.filter(
      ({ message, topic }) => message !== notice.message && !(topic && topic === notice.topic),
    );
    this.list = [...others, { ...notice, id }].slice(-4);
    return id;
  }
}

export const notices = new Notices();
