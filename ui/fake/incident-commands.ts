// Answers the commands of the leak response, roughly as Rust would with a service that obeys at once.
import type {
  Exposed,
  HeldPostView,
  HeldState,
  IdentifiedView,
  IncidentsView,
  IncidentView,
  ReplacementView,
  SuspectView,
} from '../src/ipc';
import type { Handlers } from './commands';
import { failure } from './failure';
import { contained, held, incident, incidents, step, suspect } from './incident';
import { ago, board, key, type World } from './world';

type Mine =
  | 'identify_key'
  | 'identify_key_from_clipboard'
  | 'list_incidents'
  | 'start_incident'
  | 'correct_incident'
  | 'end_leaked_key'
  | 'freeze_posts'
  | 'freeze_earlier_posts'
  | 'retry_held'
  | 'restore_post'
  | 'replace_leaked_key'
  | 'delete_posts'
  | 'tick_live'
  | 'close_incident'
  | 'call_off_incident'
  | 'export_report'
  | 'print_report';

export function incidentAnswers(world: World): Pick<Handlers, Mine> {
  const suspects = (): SuspectView[] =>
    Object.values(world.boards).flatMap(({ keys, workspace }) =>
      keys.map((each) => suspect(each, workspace)),
    );
  const put = (view: IncidentsView): IncidentsView => (world.incidents[view.workspace_id] = view);
  const list = (workspaceId: string): IncidentsView => {
    const workspace = world.app.workspaces.find(({ id }) => id === workspaceId);
    if (!workspace) throw failure('not_found', 'This workspace is not here any more.');
    return world.incidents[workspaceId] ?? incidents(workspace, []);
  };
  const change = (id: string, edit: (before: IncidentView) => IncidentView): IncidentsView => {
    const view = Object.values(world.incidents).find((each) =>
      each.incidents.some((one) => one.id === id),
    );
    const workspace = world.app.workspaces.find((each) => each.id === view?.workspace_id);
    if (!view || !workspace) throw failure('not_found', 'This leak response is not here any more.');
    const edited = view.incidents.map((each) => (each.id === id ? edit(each) : each));
    return put(incidents(workspace, edited));
  };
  const changeHeld = (
    id: string,
    ids: string[],
    state: HeldState,
    facts: Partial<HeldPostView> = {},
  ): IncidentsView =>
    change(id, (before) => ({
      ...before,
      held: before.held.map((each) =>
        ids.includes(each.id) ? { ...each, problem: null, ...facts, state } : each,
      ),
    }));

  return {
    identify_key: ({ typed }) => identified(suspects(), typed),
    identify_key_from_clipboard: () => world.pasted,
    list_incidents: ({ workspace_id }) => list(workspace_id),
    start_incident: ({ key_id, exposed, since, can_stop }) => {
      const found = suspects().find((each) => each.key_id === key_id);
      const workspace = world.app.workspaces.find(({ id }) => id === found?.workspace_id);
      if (!found || !workspace) throw failure('not_found', 'This key is not here any more.');
      const dead = found.state === 'revoked';
      const started = (dead ? contained : incident)(
        { ...found, state: dead ? 'revoked' : 'suspected' },
        {
          noticed_at: ago(0),
          can_stop,
          ...exposure(exposed, since),
        },
      );
      if (!can_stop && !dead) {
        started.next = 'replace';
        started.steps = ['replace', 'contain', 'freeze', 'review', 'repair', 'close'].flatMap(
          (kind) => started.steps.filter((each) => each.kind === kind),
        );
      }
      return put(incidents(workspace, [started, ...list(workspace.id).incidents]));
    },
    correct_incident: ({ incident_id, exposed, since, can_stop }) =>
      change(incident_id, (before) => ({ ...before, can_stop, ...exposure(exposed, since) })),
    end_leaked_key: ({ incident_id }) =>
      change(incident_id, (before) => ({
        ...contained(before.key),
        noticed_at: before.noticed_at,
        exposed: before.exposed,
        exposed_from: before.exposed_from,
        exposed_words: before.exposed_words,
        id: before.id,
        can_stop: before.can_stop,
        contained_at: ago(0),
        death: {
          requested_at: ago(0),
          refused_at: ago(0),
          delay_ms: 412,
          status: 401,
          message: 'The service refused this key 0.4 seconds after you asked for its end.',
        },
      })),
    freeze_posts: ({ incident_id }) =>
      change(incident_id, (before) => ({
        ...before,
        held: Array.from({ length: 6 }, (_, number) => held(number)),
        steps: before.steps.map((each) =>
          each.kind === 'freeze'
            ? step('freeze', { state: 'done', message: '6 posts are held back and kept here.' })
            : each,
        ),
        next: 'replace',
      })),
    freeze_earlier_posts: ({ incident_id }) =>
      change(incident_id, (before) => ({
        ...before,
        held: Array.from({ length: 6 + before.earlier.scheduled }, (_, number) => held(number)),
        earlier: { ...before.earlier, scheduled: 0 },
        steps: before.steps.map((each) =>
          each.kind === 'freeze'
            ? step('freeze', { state: 'done', message: 'All of them are held back and kept here.' })
            : each,
        ),
      })),
    retry_held: ({ incident_id, held_ids }) => changeHeld(incident_id, held_ids, 'held'),
    restore_post: ({ incident_id, held_id }) =>
      changeHeld(incident_id, [held_id], 'restored', { needs_new_time: false }),
    replace_leaked_key: ({ incident_id }) =>
      change(incident_id, (before) => ({
        ...before,
        replacement: replaced(world, before.key),
        steps: before.steps.map((each) =>
          each.kind === 'replace'
            ? step('replace', { state: 'your_turn', message: 'The new key is here.' })
            : each,
        ),
      })),
    delete_posts: ({ incident_id, post_ids }) =>
      change(incident_id, (before) => ({
        ...before,
        repairs: before.repairs.map((each) =>
          post_ids.includes(each.post.id) ? { ...each, state: 'deleted', problem: null } : each,
        ),
      })),
    tick_live: ({ incident_id, post_id, platform, done }) =>
      change(incident_id, (before) => ({
        ...before,
        repairs: before.repairs.map((each) => {
          if (each.post.id !== post_id) return each;
          const live = each.live.map((one) =>
            one.destination.platform === platform ? { ...one, done_at: done ? ago(0) : null } : one,
          );
          const all = live.every(({ done_at }) => done_at !== null);
          return { ...each, live, state: all ? 'done_by_hand' : 'by_hand' };
        }),
      })),
    close_incident: ({ incident_id }) =>
      change(incident_id, (before) => ({ ...before, closed_at: ago(0), next: null })),
    call_off_incident: ({ incident_id }) =>
      change(incident_id, (before) => ({
        ...before,
        closed_at: ago(0),
        called_off: true,
        next: null,
      })),
    export_report: () => ({ path: '/home/mira/leak-report.html', count: 34 }),
    print_report: () => null,
  };
}

function exposure(
  exposed: Exposed,
  since?: string,
): Pick<IncidentView, 'exposed' | 'exposed_from' | 'exposed_words'> {
  return {
    exposed,
    exposed_from: exposed === 'unknown' ? null : (since ?? ago(exposed === 'now' ? 0 : 0.4)),
    exposed_words: {
      now: 'just now',
      today: 'today',
      since: 'since then',
      unknown: 'unknown',
    }[exposed],
  };
}

function identified(all: SuspectView[], typed: string): IdentifiedView {
  const text = typed.trim().toLowerCase();
  const keys = all.filter(
    ({ hint, fingerprint }) => hint?.endsWith(text.slice(-4)) || fingerprint?.startsWith(text),
  );
  const message = keys.length > 0 ? 'This fits.' : 'No key of yours ends like this.';
  return { message, keys: text.length < 4 ? [] : keys, certain: false };
}

/** The new key, with the places of the old one, on the board and in the incident. */
function replaced(world: World, old: SuspectView): ReplacementView {
  const here = world.boards[old.workspace_id];
  if (!here) throw failure('not_found', 'This workspace is not here any more.');
  const noted = here.keys.find(({ id }) => id === old.key_id)?.places ?? [];
  const places = noted.map((place) => ({ ...place, ticked_at: null }));
  const made = key({ id: 'new', name: old.name, environment: old.environment, places });
  world.boards[old.workspace_id] = board(here.workspace, [made, ...here.keys]);
  return { creation: null, key: suspect(made, here.workspace), places };
}
