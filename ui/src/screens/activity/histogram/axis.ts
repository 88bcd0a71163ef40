// What the axis of the histogram says, in local time and as often as there is room.
import type { BarView, Grain } from '../../../ipc';
import { dateFormat } from '../../../lib/formats';

/** Pixels that a label takes. */
const ROOM = 76;

export interface Tick {
  index: number;
  label: string;
}

/** The weightiest places first: the first of a month before a Monday. */
export function ticks(bars: BarView[], grain: Grain, width: number): Tick[] {
  const perBar = width / bars.length;
  const taken: Tick[] = [];
  const candidates = bars
    .map((bar, index) => ({ ...tick(new Date(bar.from), grain), index }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.index - b.index);
  for (const { index, label } of candidates) {
    const free = taken.every((other) => Math.abs(other.index - index) * perBar >= ROOM);
    if (free && (bars.length - index) * perBar >= ROOM * 0.7) taken.push({ index, label });
  }
  return taken.sort((a, b) => a.index - b.index);
}

function tick(at: Date, grain: Grain): { weight: number; label: string } {
  switch (grain) {
    case 'hour':
      return hour(at);
    case 'day':
      return { weight: at.getDate() === 1 ? 3 : at.getDay() === 1 ? 2 : 1, label: dayOf(at) };
    case 'week':
      return { weight: at.getDate() <= 7 ? 2 : 1, label: dayOf(at) };
    case 'month':
      return month(at);
  }
}

function hour(at: Date): { weight: number; label: string } {
  const hours = at.getHours();
  if (hours === 0) {
    const label = dateFormat({ weekday: 'short', day: 'numeric', month: 'short' }).format(at);
    return { weight: 4, label };
  }
  const weight = hours === 12 ? 3 : hours % 6 === 0 ? 2 : hours % 3 === 0 ? 1 : 0;
  const label = dateFormat({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
  return { weight, label };
}

function month(at: Date): { weight: number; label: string } {
  const isYear = at.getMonth() === 0;
  const label = dateFormat({ month: 'short', year: 'numeric' }).format(at);
  return { weight: isYear ? 3 : at.getMonth() % 3 === 0 ? 2 : 1, label };
}

function dayOf(at: Date): string {
  return dateFormat({ day: 'numeric', month: 'short' }).format(at);
}
