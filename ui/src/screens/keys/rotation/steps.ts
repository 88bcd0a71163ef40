// A rotation as the list of steps a person follows: which are done, which one it is at.
import type { CreationView, KeyView, RotationView } from '../../../ipc';

export const stepNames = [
  'create',
  'store',
  'check',
  'places',
  'overlap',
  'revoke',
  'proof',
] as const;
export type StepName = (typeof stepNames)[number];

export interface Step {
  name: StepName;
  standing: 'done' | 'now' | 'later';
}

interface Surroundings {
  /** The new key while it is on its way. */
  creation: CreationView | null;
  oldKey: KeyView | null;
}

export function stepsOf(rotation: RotationView, around: Surroundings): Step[] {
  const at = stepNames.indexOf(stepNow(rotation, around));
  return stepNames.map((name, index) => ({ name, standing: standing(name, index) }));

  function standing(name: StepName, index: number): Step['standing'] {
    if (rotation.stage === 'done') return 'done';
    if (name === 'places' && rotation.stage === 'overlap') return ticked(rotation) ? 'done' : 'now';
    if (index === at) return 'now';
    return index < at ? 'done' : 'later';
  }
}

function stepNow(rotation: RotationView, { creation, oldKey }: Surroundings): StepName {
  switch (rotation.stage) {
    case 'creating':
      return creation?.stage === 'storing' ? 'store' : 'create';
    case 'checking':
      return 'check';
    case 'overlap':
      return 'overlap';
    case 'revoking':
      return oldKey?.ending?.accepted_at ? 'proof' : 'revoke';
    case 'done':
    case 'cancelled':
      return 'proof';
  }
}

/** Every place holds the new key. */
export function ticked({ places }: RotationView): boolean {
  return places.every(({ ticked_at }) => ticked_at !== null);
}
