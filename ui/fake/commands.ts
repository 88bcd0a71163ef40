// Answers the commands of the app from a made-up world, roughly as Rust would.
import type { Commands } from '../src/ipc/commands';
import type { KeysView, KeyView } from '../src/ipc';
import { activityAnswers } from './activity/answers';
import { calendarAnswers } from './calendar/answers';
import { composeAnswers } from './compose/answers';
import { sendAnswers } from './compose/sending';
import { failure } from './failure';
import { incidentAnswers } from './incident-commands';
import { fakeTable, tableAnswers } from './table';
import { ago, board, creation, inMinutes, key, rotation, type World, workspace } from './world';

export type Handlers = {
  [N in keyof Commands]: (form: Commands[N]['form']) => Commands[N]['answer'];
};

export function answers(world: World): Handlers {
  const here = (): KeysView => {
    const found = world.boards[world.app.current ?? ''];
    if (!found) throw failure('not_found', 'This workspace is not here any more.');
    return found;
  };
  const change = (id: string, facts: Partial<KeyView>): KeysView => {
    const now = here();
    const keys = now.keys.map((each) => (each.id === id ? { ...each, ...facts } : each));
    return put({ ...now, keys });
  };
  const put = (view: KeysView): KeysView => (world.boards[view.workspace.id] = view);
  const find = (id: string): KeyView => {
    const found = here().keys.find((each) => each.id === id);
    if (!found) throw failure('not_found', 'This key is not here any more.');
    return found;
  };
  const add = (facts: Partial<KeyView> & { name: string }): KeysView => {
    const now = here();
    if (now.keys.some(({ name, state }) => name === facts.name && state !== 'revoked')) {
      throw failure('name_taken', 'Another key has this name.', 'Choose a different one.');
    }
    return put({ ...now, keys: [key({ created_at: ago(0), ...facts }), ...now.keys] });
  };
  const everyPlace = (edit: (places: KeyView['places']) => KeyView['places']): KeysView => {
    const now = here();
    const keys = now.keys.map((each) => ({
      ...each,
      places: edit(each.places),
      rotation: each.rotation && { ...each.rotation, places: edit(each.rotation.places) },
    }));
    return put({ ...now, keys });
  };
  const enter = (id: string) => (world.app = { ...world.app, current: id });

  return {
    ...activityAnswers(world.activity),
    ...calendarAnswers(world.calendar),
    ...incidentAnswers(world),
    ...tableAnswers(fakeTable()),
    ...composeAnswers(world),
    ...sendAnswers(world),
    app_state: () => world.app,
    change_settings: (form) =>
      (world.app = { ...world.app, settings: { ...world.app.settings, ...form } }),
    unlock_keychain: () =>
      (world.app = { ...world.app, keychain: 'works', keychain_message: null }),
    use_this_keychain: () =>
      (world.app = { ...world.app, keychain: 'works', keychain_message: null }),
    explore_demo: () => {
      const demo = workspace();
      world.boards[demo.id] = board(demo, [key({ name: 'app-production' })]);
      world.app = { ...world.app, workspaces: [...world.app.workspaces, demo] };
      return enter(demo.id);
    },
    connect_workspace: ({ name, base_url }) => {
      const made = workspace({
        id: name,
        name,
        base_url,
        kind: 'codivupload',
        authority: 'guided',
      });
      world.boards[made.id] = board(made, [key({ name: 'app-production' })]);
      world.app = { ...world.app, workspaces: [...world.app.workspaces, made] };
      return enter(made.id);
    },
    open_workspace: ({ workspace_id }) => {
      const opened = world.app.workspaces.find(({ id }) => id === workspace_id);
      if (opened) world.boards[workspace_id] ??= board(opened, [key({ name: 'app-production' })]);
      return enter(workspace_id);
    },
    rename_workspace: ({ workspace_id, name }) => {
      const renamed = world.app.workspaces.map((each) =>
        each.id === workspace_id ? { ...each, name } : each,
      );
      return (world.app = { ...world.app, workspaces: renamed });
    },
    preview_removal: ({ workspace_id }) => ({
      workspace_id,
      name: workspace_id,
      consequences: ['Its keys leave the keychain of this computer.', 'Its history stays.'],
      keys_left_working: ['app-production', 'staging'],
      hindrance: world.hindrance,
    }),
    remove_workspace: ({ workspace_id }) => {
      const workspaces = world.app.workspaces.filter(({ id }) => id !== workspace_id);
      world.app = { ...world.app, workspaces };
      const next = workspaces[0]?.id ?? null;
      return (world.app = { ...world.app, current: next });
    },
    list_keys: ({ workspace_id }) => {
      const found = world.boards[workspace_id];
      if (!found) throw failure('not_found', 'This workspace is not here any more.');
      return found;
    },
    create_key: ({ name, environment, purpose, rotation_days }) => {
      const facts = { name, environment, purpose, rotation_days };
      if (here().workspace.authority === 'automatic') return add(facts);
      return put({ ...here(), creations: [creation(facts), ...here().creations] });
    },
    cancel_creation: ({ creation_id }) =>
      put({ ...here(), creations: here().creations.filter(({ id }) => id !== creation_id) }),
    look_at_clipboard: () => world.sighting,
    take_key_from_clipboard: ({ creation_id }) => {
      const taken = here().creations.find(({ id }) => id === creation_id);
      if (!taken?.sighting?.usable) throw failure('invalid', 'There is no key on the clipboard.');
      put({ ...here(), creations: here().creations.filter(({ id }) => id !== creation_id) });
      return add({ name: taken.name, environment: taken.environment });
    },
    import_key: ({ name, environment, purpose, rotation_days }) =>
      add({ name, environment, purpose, rotation_days }),
    edit_key: ({ key_id, ...facts }) => change(key_id, facts),
    copy_key: ({ key_id }) => ({
      key_id,
      name: find(key_id).name,
      clears_at: inMinutes(world.app.settings.clear_clipboard_after / 60),
      seconds: world.app.settings.clear_clipboard_after,
      marked_secret: false,
    }),
    clear_clipboard: () => null,
    check_key: ({ key_id }) =>
      change(key_id, {
        last_alive_at: ago(0),
        last_check: { at: ago(0), outcome: 'alive', message: 'It works.' },
      }),
    use_key_for_latchkey: ({ key_id }) => {
      const now = here();
      const keys = now.keys.map((each) => ({ ...each, used_by_latchkey: each.id === key_id }));
      return put({ ...now, keys });
    },
    preview_revocation: ({ key_id }) => ({
      key_id,
      name: find(key_id).name,
      consequences: [
        'Every program that uses this key stops posting within seconds.',
        'Posts that are already scheduled at the service stay scheduled.',
      ],
      places: find(key_id).places.map(({ label }) => label),
      last_working: find(key_id).last_working,
      guided: here().workspace.authority === 'guided',
    }),
    revoke_key: ({ key_id }) =>
      change(key_id, {
        state: 'ending',
        can_copy: false,
        can_rotate: false,
        can_revoke: false,
        ending: {
          requested_at: ago(0),
          accepted_at: ago(0),
          probes: 1,
          next_probe_at: inMinutes(1),
          guide: null,
          cannot_be_proven: false,
          problem: null,
        },
      }),
    forget_key: ({ key_id }) =>
      put({ ...here(), keys: here().keys.filter(({ id }) => id !== key_id) }),
    open_dashboard: () => null,
    add_place: ({ key_id, label }) => {
      const places = [...find(key_id).places, { id: `place ${label}`, label, ticked_at: null }];
      return change(key_id, { places });
    },
    remove_place: ({ place_id }) => everyPlace((all) => all.filter(({ id }) => id !== place_id)),
    tick_place: ({ place_id, ticked }) =>
      everyPlace((all) =>
        all.map((each) =>
          each.id === place_id ? { ...each, ticked_at: ticked ? ago(0) : null } : each,
        ),
      ),
    start_rotation: ({ key_id, overlap }) => {
      const step = rotation({ old_key_id: key_id, new_key_id: 'new', overlap });
      const old = find(key_id);
      put({ ...here(), keys: [key({ ...old, id: 'new', rotation: step }), ...here().keys] });
      return change(key_id, { state: 'rotating', rotation: step });
    },
    end_overlap: ({ rotation_id }) => stage(rotation_id, { stage: 'revoking', can_cancel: false }),
    extend_overlap: ({ rotation_id, overlap }) =>
      stage(rotation_id, {
        overlap,
        overlap_ends_at: overlap === 'until_places' ? null : inMinutes(60),
      }),
    cancel_rotation: ({ rotation_id }) =>
      stage(rotation_id, { stage: 'cancelled', can_cancel: false }),
    list_history: ({ key_id, kind, before }) => {
      const passing = world.events
        .filter((each) => !key_id || each.key_name === key_id)
        .filter((each) => !kind || each.kind.startsWith(kind))
        .filter((each) => !before || each.seq < before);
      return {
        events: passing.slice(0, 20),
        more: passing.length > 20,
        count: world.events.length,
        keys: Object.values(world.boards).flatMap((each) =>
          each.keys.map(({ id, name, hint }) => ({ id, name, hint })),
        ),
        kinds: [
          { kind: 'key.checked', label: 'Checks' },
          { kind: 'key.copied', label: 'Copies' },
        ],
      };
    },
    verify_history: () => ({
      whole: world.app.history.whole,
      anchor_seen: true,
      count: world.events.length,
      head: world.events[0]?.hash ?? '',
      broken_at: null,
      can_begin_anew: world.app.history.can_begin_anew,
      begun_anew: null,
      message: world.app.history.message ?? 'Every event follows from the one before.',
    }),
    begin_history_anew: () => {
      const history = { ...world.app.history, whole: true, message: null, can_begin_anew: false };
      return (world.app = { ...world.app, history });
    },
    export_history: () => ({ path: '/home/mira/history.jsonl', count: world.events.length }),
  };

  function stage(id: string, facts: Partial<NonNullable<KeyView['rotation']>>): KeysView {
    const now = here();
    const keys = now.keys.map((each) =>
      each.rotation?.id === id ? { ...each, rotation: { ...each.rotation, ...facts } } : each,
    );
    return put({ ...now, keys });
  }
}
