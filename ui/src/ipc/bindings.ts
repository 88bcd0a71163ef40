// Generated from crates/core/src/views by crates/core/tests/bindings.rs. Do not edit.

/**
 * Everything the frame of the window shows.
 */
export type AppView = { 
/**
 * Which of two views is the newer one: an answer can arrive after a later event.
 */
revision: number, 
/**
 * BCP 47 tag of the language texts are in.
 */
language: string, 
/**
 * The version of the app.
 */
version: string, 
/**
 * The person at this computer, as the audit history names them.
 */
user: string, 
/**
 * What the OS keychain is able to do now.
 */
keychain: KeychainView, 
/**
 * One sentence about the keychain and what to do; absent when it simply works.
 */
keychain_message: string | null, 
/**
 * Every workspace, oldest first. Empty at the first start.
 */
workspaces: Array<WorkspaceView>, 
/**
 * The workspace that is open.
 */
current: string | null, 
/**
 * What the last check of the audit history found.
 */
history: HistoryHealth, 
/**
 * The person's settings.
 */
settings: SettingsView, };

/**
 * What the OS keychain is able to do.
 */
export type KeychainView = "works" | "locked" | "absent" | "replaced";

/**
 * What the check of the audit history found.
 */
export type HistoryHealth = { 
/**
 * False when an event was changed, removed or added behind Latchkey's back.
 */
whole: boolean, 
/**
 * How many events there are.
 */
count: number, 
/**
 * One sentence for the person when the history is broken.
 */
message: string | null, 
/**
 * The keychain misses events, and the history without them could be begun anew.
 */
can_begin_anew: boolean, };

/**
 * The person's settings.
 */
export type SettingsView = { 
/**
 * Seconds until a copied key leaves the clipboard.
 */
clear_clipboard_after: number, 
/**
 * Days between rotations that a new key starts with.
 */
rotation_days: number, 
/**
 * Seconds during which a post can be taken back before anything leaves.
 */
hold_seconds: number, 
/**
 * Take the place and the camera out of pictures.
 */
remove_metadata: boolean, };

/**
 * New settings; an absent field stays as it is.
 */
export type ChangeSettingsForm = { 
/**
 * 5 to 120 seconds.
 */
clear_clipboard_after?: number, 
/**
 * 1 to 730 days.
 */
rotation_days?: number, 
/**
 * 0 to 60 seconds.
 */
hold_seconds?: number, 
/**
 * Take the place and the camera out of pictures.
 */
remove_metadata?: boolean, };

/**
 * A key is on the clipboard and will leave it.
 */
export type ClipboardView = { 
/**
 * The key's id.
 */
key_id: string, 
/**
 * The key's name.
 */
name: string, 
/**
 * When it leaves the clipboard.
 */
clears_at: string, 
/**
 * How many seconds that was from the start.
 */
seconds: number, 
/**
 * True when clipboard managers were asked not to keep it; false where the platform has no
 * such mark.
 */
marked_secret: boolean, };

/**
 * What happens by itself. Each carries a complete view.
 */
export type Event = { "kind": "app", "view": AppView } | { "kind": "keys", "view": KeysView } | { "kind": "activity", "view": ActivityView } | { "kind": "incidents", "view": IncidentsView } | { "kind": "sends", "view": SendsView } | { "kind": "files_dropped", "view": number } | { "kind": "clipboard", "view": ClipboardView | null } | { "kind": "history", "view": number };

/**
 * One workspace in the switcher.
 */
export type WorkspaceView = { 
/**
 * Latchkey's id of it.
 */
id: string, 
/**
 * The name the person gave it.
 */
name: string, 
/**
 * Which service it is at.
 */
kind: WorkspaceKind, 
/**
 * Where its API is.
 */
base_url: string, 
/**
 * Who makes and ends its keys.
 */
authority: Authority, 
/**
 * How many keys are not revoked.
 */
live_keys: number, 
/**
 * How many keys need the person: rotation due, missing, or stuck.
 */
needs_attention: number, 
/**
 * What stood in the way when it was last asked; absent when it answered.
 */
problem: ProblemView | null, 
/**
 * When it last answered.
 */
answered_at: string | null, };

/**
 * Which service a workspace is at.
 */
export type WorkspaceKind = "demo" | "codivupload";

/**
 * Connect a workspace with the key on the clipboard.
 */
export type ConnectWorkspaceForm = { 
/**
 * What the person calls it, 1 to 64 characters.
 */
name: string, 
/**
 * The address of the API.
 */
base_url: string, 
/**
 * What the key is called, 1 to 64 characters.
 */
key_name: string, };

/**
 * Names a workspace.
 */
export type WorkspaceForm = { 
/**
 * The workspace.
 */
workspace_id: string, };

/**
 * A new name for a workspace.
 */
export type RenameWorkspaceForm = { 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * 1 to 64 characters.
 */
name: string, };

/**
 * What removing a workspace from Latchkey would do.
 */
export type RemovalPreview = { 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * What happens, one sentence each.
 */
consequences: Array<string>, 
/**
 * Names of keys that may go on working at the service.
 */
keys_left_working: Array<string>, 
/**
 * Why it cannot be removed now.
 */
hindrance: ProblemView | null, };

/**
 * The keys of one workspace.
 */
export type KeysView = { 
/**
 * Which of two views is the newer one: an answer can arrive after a later event.
 */
revision: number, 
/**
 * The workspace they belong to.
 */
workspace: WorkspaceView, 
/**
 * All keys, revoked ones included, newest first.
 */
keys: Array<KeyView>, 
/**
 * Keys on their way: asked for, not yet here.
 */
creations: Array<CreationView>, 
/**
 * Names the service recommends and that are still free.
 */
names_offered: Array<string>, 
/**
 * When the service's own list was last read; absent where the service has none.
 */
listed_at: string | null, };

/**
 * One key. Its secret is not here and cannot be asked for.
 */
export type KeyView = { 
/**
 * Latchkey's id of it.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Where it is used.
 */
environment: Environment, 
/**
 * What it is for, in the person's words.
 */
purpose: string, 
/**
 * Prefix and last four characters, such as `cdv_…9f2c`; absent when Latchkey never held it.
 */
hint: string | null, 
/**
 * SHA-256 of the whole key, hex; absent when Latchkey never held it.
 */
fingerprint: string | null, 
/**
 * What is known of it.
 */
state: KeyState, 
/**
 * Latchkey itself uses it to talk to the service.
 */
used_by_latchkey: boolean, 
/**
 * Nothing else in the workspace is known to work.
 */
last_working: boolean, 
/**
 * When it was created; absent where the service does not say.
 */
created_at: string | null, 
/**
 * When Latchkey first knew of it.
 */
added_at: string, 
/**
 * When it was last used, by the service's word; absent where it does not say.
 */
last_used_at: string | null, 
/**
 * When the service last accepted it.
 */
last_alive_at: string | null, 
/**
 * The last check, whatever it found.
 */
last_check: CheckView | null, 
/**
 * Days between rotations; absent means never.
 */
rotation_days: number | null, 
/**
 * When the next rotation is due.
 */
rotation_due_at: string | null, 
/**
 * That time has passed.
 */
rotation_overdue: boolean, 
/**
 * How far its ending is, while `ending`.
 */
ending: EndingView | null, 
/**
 * The receipt, once `revoked`.
 */
death: ProofOfDeathView | null, 
/**
 * The rotation it takes part in, as old or new key.
 */
rotation: RotationView | null, 
/**
 * Where it is used.
 */
places: Array<PlaceView>, 
/**
 * Its secret is in the keychain, so it can be copied.
 */
can_copy: boolean, 
/**
 * It can be asked whether it works: it is not dead, and its secret was here once and may be
 * again.
 */
can_check: boolean, 
/**
 * It can be ended from here.
 */
can_revoke: boolean, 
/**
 * It can be rotated from here.
 */
can_rotate: boolean, 
/**
 * It can be taken off the list (only when nothing is left to end or prove).
 */
can_forget: boolean, 
/**
 * After a leak, Latchkey still looks whether it stays dead. Taking it off the list ends that.
 */
watched: boolean, 
/**
 * What the service still calls it, while a new name has not reached it.
 */
name_at_service: string | null, };

/**
 * What is known of a key.
 */
export type KeyState = "active" | "rotating" | "suspected" | "ending" | "revoked" | "missing" | "unverified";

/**
 * Where a key is used.
 */
export type Environment = "production" | "staging" | "development";

/**
 * Who makes and ends the keys of a workspace.
 */
export type Authority = "automatic" | "guided";

/**
 * One check of a key.
 */
export type CheckView = { 
/**
 * When.
 */
at: string, 
/**
 * What it found.
 */
outcome: CheckOutcome, 
/**
 * The finding in plain words.
 */
message: string, };

/**
 * What a check found. Only `alive` and `refused` are findings.
 */
export type CheckOutcome = "alive" | "refused" | "plan_too_low" | "unknown";

/**
 * What stands in the way of a step, and when Latchkey tries again.
 */
export type ProblemView = { 
/**
 * What happened, in plain words.
 */
message: string, 
/**
 * What to do, or that nothing need be done.
 */
remedy: string, 
/**
 * When Latchkey tries again by itself.
 */
next_try_at: string | null, };

/**
 * How far the ending of a key is.
 */
export type EndingView = { 
/**
 * When the person asked.
 */
requested_at: string, 
/**
 * When the service took the request; absent while it has not, or in the guided way.
 */
accepted_at: string | null, 
/**
 * How often Latchkey has looked whether the key still works.
 */
probes: number, 
/**
 * When it looks again.
 */
next_probe_at: string | null, 
/**
 * What to do on the service's page, in the guided way.
 */
guide: string | null, 
/**
 * Latchkey has not got the key, so it can never see it refused.
 */
cannot_be_proven: boolean, 
/**
 * What stands in the way.
 */
problem: ProblemView | null, };

/**
 * The receipt of a key's death.
 */
export type ProofOfDeathView = { 
/**
 * When the person asked; absent when somebody else ended the key.
 */
requested_at: string | null, 
/**
 * When the service refused the key.
 */
refused_at: string, 
/**
 * Milliseconds between the two; absent when nobody asked here.
 */
delay_ms: number | null, 
/**
 * The HTTP status of the refusal.
 */
status: number, 
/**
 * The same in one sentence.
 */
message: string, };

/**
 * Somewhere a key is used.
 */
export type PlaceView = { 
/**
 * Its id.
 */
id: string, 
/**
 * What the person calls it.
 */
label: string, 
/**
 * When the person ticked it as holding this key; absent means not yet.
 */
ticked_at: string | null, };

/**
 * A key that is on its way.
 */
export type CreationView = { 
/**
 * Its id.
 */
id: string, 
/**
 * The name the key will have.
 */
name: string, 
/**
 * Where it will be used.
 */
environment: Environment, 
/**
 * How far it is.
 */
stage: CreationStage, 
/**
 * When it was asked for.
 */
started_at: string, 
/**
 * The rotation it belongs to.
 */
rotation_id: string | null, 
/**
 * What to do on the service's page, in the guided way.
 */
guide: string | null, 
/**
 * What Latchkey saw on the clipboard, in the guided way.
 */
sighting: SightingView | null, 
/**
 * What stands in the way.
 */
problem: ProblemView | null, 
/**
 * It can still be called off.
 */
can_cancel: boolean, };

/**
 * How far a creation is.
 */
export type CreationStage = "asking" | "awaiting_paste" | "storing" | "looking_for_orphan";

/**
 * What Latchkey saw on the clipboard when its window got the focus. Never the text itself.
 */
export type SightingView = { 
/**
 * It is a key that can be taken.
 */
usable: boolean, 
/**
 * The hint of that key.
 */
hint: string | null, 
/**
 * What it is, or what is wrong with it.
 */
message: string, 
/**
 * What to do.
 */
remedy: string, };

/**
 * A key to create.
 */
export type CreateKeyForm = { 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * 1 to 64 characters, not used by another live key of the workspace.
 */
name: string, 
/**
 * Where it will be used.
 */
environment: Environment, 
/**
 * What it is for; up to 500 characters, may be empty.
 */
purpose: string, 
/**
 * Days between rotations, 1 to 730; absent means never.
 */
rotation_days: number | null, };

/**
 * A key to take from the clipboard; the fields as for [`CreateKeyForm`].
 */
export type ImportKeyForm = { 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * 1 to 64 characters.
 */
name: string, 
/**
 * Where it is used.
 */
environment: Environment, 
/**
 * What it is for.
 */
purpose: string, 
/**
 * Days between rotations; absent means never.
 */
rotation_days: number | null, };

/**
 * New particulars of a key.
 */
export type EditKeyForm = { 
/**
 * The key.
 */
key_id: string, 
/**
 * 1 to 64 characters.
 */
name: string, 
/**
 * Where it is used.
 */
environment: Environment, 
/**
 * What it is for.
 */
purpose: string, 
/**
 * Days between rotations; absent means never.
 */
rotation_days: number | null, };

/**
 * Names a key.
 */
export type KeyForm = { 
/**
 * The key.
 */
key_id: string, };

/**
 * Names a creation.
 */
export type CreationForm = { 
/**
 * The creation.
 */
creation_id: string, };

/**
 * End a key.
 */
export type RevokeKeyForm = { 
/**
 * The key.
 */
key_id: string, 
/**
 * The key's name, typed by the person. It cannot be undone, so it is asked for.
 */
typed_name: string, 
/**
 * The person knows that this is the last working key.
 */
even_if_last: boolean, };

/**
 * What ending a key would do.
 */
export type RevocationPreview = { 
/**
 * The key.
 */
key_id: string, 
/**
 * Its name, to be typed.
 */
name: string, 
/**
 * What stops working, one sentence each.
 */
consequences: Array<string>, 
/**
 * Where it is used, as far as the person noted.
 */
places: Array<string>, 
/**
 * Nothing else in the workspace is known to work.
 */
last_working: boolean, 
/**
 * The person does it on the service's page.
 */
guided: boolean, };

/**
 * A place to note on a key.
 */
export type AddPlaceForm = { 
/**
 * The key.
 */
key_id: string, 
/**
 * 1 to 120 characters.
 */
label: string, };

/**
 * Names a place.
 */
export type PlaceForm = { 
/**
 * The place.
 */
place_id: string, };

/**
 * One rotation, from start to proof.
 */
export type RotationView = { 
/**
 * Its id.
 */
id: string, 
/**
 * The key that goes.
 */
old_key_id: string, 
/**
 * The key that comes, once it is here.
 */
new_key_id: string | null, 
/**
 * How far it is.
 */
stage: RotationStage, 
/**
 * How long both keys work.
 */
overlap: Overlap, 
/**
 * When the overlap ends; absent before it began and for [`Overlap::UntilPlaces`].
 */
overlap_ends_at: string | null, 
/**
 * The places to update, as ticked by the person.
 */
places: Array<PlaceView>, 
/**
 * When it started.
 */
started_at: string, 
/**
 * What stands in the way.
 */
problem: ProblemView | null, 
/**
 * It can still be called off, the old key staying as it is.
 */
can_cancel: boolean, };

/**
 * How far a rotation is.
 */
export type RotationStage = "creating" | "checking" | "overlap" | "revoking" | "done" | "cancelled";

/**
 * How long old and new key both work.
 */
export type Overlap = "none" | "minutes_15" | "hours_1" | "hours_24" | "until_places";

/**
 * Start a rotation.
 */
export type StartRotationForm = { 
/**
 * The key that goes.
 */
key_id: string, 
/**
 * How long both work.
 */
overlap: Overlap, };

/**
 * Names a rotation.
 */
export type RotationForm = { 
/**
 * The rotation.
 */
rotation_id: string, };

/**
 * Tick a place, or take the tick back.
 */
export type TickPlaceForm = { 
/**
 * The place.
 */
place_id: string, 
/**
 * It holds the new key now.
 */
ticked: boolean, };

/**
 * Give the overlap more time.
 */
export type ExtendOverlapForm = { 
/**
 * The rotation.
 */
rotation_id: string, 
/**
 * The overlap from now on, counted from this moment.
 */
overlap: Overlap, };

/**
 * Which part of the history to show; newest first.
 */
export type HistoryForm = { 
/**
 * Only events of this key.
 */
key_id: string | null, 
/**
 * Only events whose kind starts with this, such as `key` or `key.rotate`.
 */
kind: string | null, 
/**
 * Only events before this number, to page on.
 */
before: number | null, };

/**
 * Some events, newest first.
 */
export type HistoryPageView = { 
/**
 * The events.
 */
events: Array<EventView>, 
/**
 * There are older ones.
 */
more: boolean, 
/**
 * How many events there are in all, whatever the filter.
 */
count: number, 
/**
 * Keys that events name, to filter by.
 */
keys: Array<HistoryKeyView>, 
/**
 * Kinds there are, to filter by.
 */
kinds: Array<HistoryKindView>, };

/**
 * A key the history can be filtered by.
 */
export type HistoryKeyView = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its name now.
 */
name: string, 
/**
 * Its hint.
 */
hint: string | null, };

/**
 * A kind the history can be filtered by.
 */
export type HistoryKindView = { 
/**
 * As in [`HistoryForm::kind`].
 */
kind: string, 
/**
 * In plain words.
 */
label: string, };

/**
 * One event.
 */
export type EventView = { 
/**
 * Its number, from 1.
 */
seq: number, 
/**
 * When it happened.
 */
at: string, 
/**
 * Who was at the computer.
 */
user: string, 
/**
 * Which computer.
 */
host: string, 
/**
 * Its kind, such as `key.created`.
 */
kind: string, 
/**
 * What happened, in one sentence.
 */
sentence: string, 
/**
 * False when the step did not succeed.
 */
ok: boolean, 
/**
 * The key's name at that time.
 */
key_name: string | null, 
/**
 * The first eight digits of the key's fingerprint.
 */
fingerprint: string | null, 
/**
 * The workspace's name at that time.
 */
workspace: string | null, 
/**
 * The exact bytes that are hashed, as text: the technical detail.
 */
body: string, 
/**
 * The event's hash, hex.
 */
hash: string, };

/**
 * What a check of the whole chain found.
 */
export type VerificationView = { 
/**
 * Every event follows from the one before, and the anchor in the keychain agrees.
 */
whole: boolean, 
/**
 * The keychain could be asked for its anchor.
 */
anchor_seen: boolean, 
/**
 * How many events were checked.
 */
count: number, 
/**
 * The hash of the last event, hex.
 */
head: string, 
/**
 * The first wrong event.
 */
broken_at: number | null, 
/**
 * The finding in plain words.
 */
message: string, 
/**
 * The keychain misses events, and the history without them could be begun anew.
 */
can_begin_anew: boolean, 
/**
 * One sentence when the history was begun anew before.
 */
begun_anew: string | null, };

/**
 * A finished export.
 */
export type ExportView = { 
/**
 * The file; absent when the person called the dialog off.
 */
path: string | null, 
/**
 * How many events it has.
 */
count: number, };

/**
 * What the activity screen shows around the list.
 */
export type ActivityView = { 
/**
 * Which of two views is the newer one: an answer can arrive after a later event.
 */
revision: number, 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * How far Latchkey has read.
 */
sync: SyncView, 
/**
 * How many posts have which verdict.
 */
counts: VerdictCounts, 
/**
 * Rhythms that were learned, those that wait for an answer first.
 */
rhythms: Array<RhythmView>, 
/**
 * Profiles with posts, by name.
 */
profiles: Array<ChoiceView>, 
/**
 * Platforms with posts, by name.
 */
platforms: Array<ChoiceView>, 
/**
 * Statuses that occur, in the order of a post's life.
 */
statuses: Array<ChoiceView>, 
/**
 * What "undo" would take back, in words; absent when there is nothing.
 */
undo: string | null, };

/**
 * One value of a filter.
 */
export type ChoiceView = { 
/**
 * What goes into the filter.
 */
value: string, 
/**
 * What the person reads.
 */
label: string, };

/**
 * How far Latchkey has read the posts of a workspace.
 */
export type SyncView = { 
/**
 * What it is doing.
 */
state: SyncState, 
/**
 * One sentence about it.
 */
message: string, 
/**
 * Posts read in this pass.
 */
done: number, 
/**
 * Posts there are to read in this pass; absent until the service has said.
 */
total: number | null, 
/**
 * When everything had last been read to the end.
 */
complete_at: string | null, 
/**
 * What stands in the way.
 */
problem: ProblemView | null, };

/**
 * What the sync is doing.
 */
export type SyncState = "reading" | "up_to_date" | "paused" | "hindered";

/**
 * What Latchkey knows about a post.
 */
export type Verdict = "made_here" | "recognised" | "unrecognised" | "not_mine";

/**
 * How many posts have which verdict.
 */
export type VerdictCounts = { 
/**
 * Made here.
 */
made_here: number, 
/**
 * Recognised.
 */
recognised: number, 
/**
 * Unrecognised, and nobody has said anything yet.
 */
unrecognised: number, 
/**
 * Not the person's.
 */
not_mine: number, };

/**
 * A habit the posts of a profile show.
 */
export type RhythmView = { 
/**
 * Its id.
 */
id: string, 
/**
 * The profile's name.
 */
profile: string, 
/**
 * The habit in a sentence, such as "Café Lindenhof seems to post daily at 9:00, 12:00 and 17:00."
 */
sentence: string, 
/**
 * How many posts fit it.
 */
covers: number, 
/**
 * What the person said.
 */
answer: RhythmAnswer, };

/**
 * What the person said of a rhythm.
 */
export type RhythmAnswer = "open" | "confirmed" | "declined";

/**
 * Answers a rhythm, or takes an answer back.
 */
export type AnswerRhythmForm = { 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * The rhythm.
 */
rhythm_id: string, 
/**
 * The answer.
 */
answer: RhythmAnswer, };

/**
 * Which posts to show. What is absent or empty does not narrow the list.
 */
export type PostFilterForm = { 
/**
 * Words that all have to be in the post's text; the last one may be unfinished.
 */
search: string, 
/**
 * A profile's id.
 */
profile?: string, 
/**
 * A platform.
 */
platform?: string, 
/**
 * A status.
 */
status?: string, 
/**
 * A verdict.
 */
verdict?: Verdict, 
/**
 * Made at or after.
 */
from?: string, 
/**
 * Made before.
 */
until?: string, };

/**
 * Asks for a part of the list.
 */
export type PostsForm = { 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * Which posts.
 */
filter: PostFilterForm, 
/**
 * How many of the list's posts to leave out at its start.
 */
offset: number, };

/**
 * A part of the list, newest first.
 */
export type PostsPageView = { 
/**
 * How many posts the whole list has.
 */
total: number, 
/**
 * Where this part begins.
 */
offset: number, 
/**
 * The posts, at most 100.
 */
posts: Array<PostRowView>, };

/**
 * A post as a row of the list.
 */
export type PostRowView = { 
/**
 * The service's id of it.
 */
id: string, 
/**
 * The beginning of its text, or the part the search found.
 */
text: Array<TextPiece>, 
/**
 * How many pictures, videos or documents it has.
 */
media: number, 
/**
 * The profile's name.
 */
profile: string, 
/**
 * Where it goes.
 */
destinations: Array<DestinationView>, 
/**
 * The status as the service calls it.
 */
status: string, 
/**
 * The status in words.
 */
status_words: string, 
/**
 * When it was made.
 */
made_at: string, 
/**
 * When it goes or went out, if that was set.
 */
goes_out_at: string | null, 
/**
 * What is known of it.
 */
verdict: Verdict, 
/**
 * Why, in plain words; the weightiest first.
 */
reasons: Array<string>, 
/**
 * When Latchkey saw that the service has it no more.
 */
gone_at: string | null, 
/**
 * Latchkey keeps it back: it is no longer at the service and can be put back.
 */
held: boolean, };

/**
 * A piece of a post's text. Always shown as text, never as anything else.
 */
export type TextPiece = { 
/**
 * The text. Characters that would not be seen, or would turn the line around, are replaced by
 * a visible mark.
 */
text: string, 
/**
 * The search found it.
 */
found: boolean, 
/**
 * It is a link: its number and where it really leads.
 */
link: LinkView | null, };

/**
 * A link that can be opened in the browser, by its number.
 */
export type LinkView = { 
/**
 * Its number in this post.
 */
number: number, 
/**
 * The host it leads to, in a form that cannot be mistaken for another.
 */
host: string, };

/**
 * One platform of a post.
 */
export type DestinationView = { 
/**
 * The platform as the service calls it.
 */
platform: string, 
/**
 * The platform's own name.
 */
name: string, 
/**
 * The status as the service calls it.
 */
status: string, 
/**
 * The status in words.
 */
status_words: string, 
/**
 * It went wrong there.
 */
failed: boolean, 
/**
 * The post at the platform.
 */
link: LinkView | null, 
/**
 * What the platform said against it.
 */
error: string | null, };

/**
 * Asks for the bars above the list.
 */
export type HistogramForm = { 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * Which posts.
 */
filter: PostFilterForm, };

/**
 * Posts per hour or day.
 */
export type HistogramView = { 
/**
 * What one bar stands for.
 */
grain: Grain, 
/**
 * The bars from oldest to newest, without gaps; at most 400.
 */
bars: Array<BarView>, 
/**
 * The posts of the highest bar.
 */
highest: number, };

/**
 * What a bar stands for.
 */
export type Grain = "hour" | "day" | "week" | "month";

/**
 * One bar.
 */
export type BarView = { 
/**
 * Where it begins.
 */
from: string, 
/**
 * Where the next begins.
 */
until: string, 
/**
 * How many posts have which verdict.
 */
counts: VerdictCounts, };

/**
 * Names a post.
 */
export type PostForm = { 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * The service's id of it.
 */
post_id: string, };

/**
 * Everything about one post.
 */
export type PostView = { 
/**
 * Which of two views is the newer one.
 */
revision: number, 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * What the list shows of it, with its whole text.
 */
post: PostRowView, 
/**
 * Text, picture, video or document, in words.
 */
type_words: string, 
/**
 * Its title.
 */
title: Array<TextPiece> | null, 
/**
 * The comment that follows it.
 */
first_comment: Array<TextPiece> | null, 
/**
 * Its pictures, videos and documents.
 */
media: Array<MediaView>, 
/**
 * What Latchkey did about it or knows of it, newest first.
 */
events: Array<EventView>, 
/**
 * What changed at the service between two looks, newest first.
 */
changes: Array<PostChangeView>, };

/**
 * A picture, video or document of a post.
 */
export type MediaView = { 
/**
 * Its number in this post.
 */
number: number, 
/**
 * Its file name.
 */
name: string, 
/**
 * Where it lies; absent when that is no address a browser could open.
 */
link: LinkView | null, 
/**
 * It can be shown without telling a stranger's computer that somebody looks.
 */
from_service: boolean, };

/**
 * Asks for a small picture of a post's media.
 */
export type ThumbnailForm = { 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * The post.
 */
post_id: string, 
/**
 * The number of the media.
 */
number: number, };

/**
 * A small picture.
 */
export type ThumbnailView = { 
/**
 * A `data:` URL of a PNG or JPEG; absent when it is not a picture or could not be fetched.
 */
picture: string | null, 
/**
 * Why there is none, in words.
 */
message: string | null, };

/**
 * Opens a link of a post in the browser.
 */
export type PostLinkForm = { 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * The post.
 */
post_id: string, 
/**
 * The number of the link.
 */
number: number, 
/**
 * The host the person saw. A link that leads elsewhere by now is not opened.
 */
host: string, };

/**
 * One change of a post at the service.
 */
export type PostChangeView = { 
/**
 * When Latchkey noticed.
 */
seen_at: string, 
/**
 * What changed, in words.
 */
what: string, 
/**
 * As it was, cut to a readable length.
 */
before: string | null, 
/**
 * As it is.
 */
after: string | null, };

/**
 * Says whose some posts are.
 */
export type JudgePostsForm = { 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * The posts, at most 10 000.
 */
post_ids: Array<string>, 
/**
 * Whose they are.
 */
whose: Whose, };

/**
 * Whose a post is, by the person's word.
 */
export type Whose = "mine" | "not_mine" | "unsaid";

/**
 * Answers "which of my keys is this?" for something typed. The field takes a hint or the
 * beginning of a fingerprint, never a whole key.
 */
export type IdentifyKeyForm = { 
/**
 * What was typed, at most 24 characters.
 */
typed: string, };

/**
 * Which keys it may be, revoked ones included.
 */
export type IdentifiedView = { 
/**
 * What Latchkey made of it, in a sentence.
 */
message: string, 
/**
 * The keys, the likeliest first, at most 50. Empty when none fits.
 */
keys: Array<SuspectView>, 
/**
 * The whole key was given, so there is no doubt.
 */
certain: boolean, };

/**
 * A key as an incident shows it.
 */
export type SuspectView = { 
/**
 * Latchkey's id of it.
 */
key_id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Prefix and last four characters.
 */
hint: string | null, 
/**
 * SHA-256 of the whole key, hex.
 */
fingerprint: string | null, 
/**
 * Where it is used.
 */
environment: Environment, 
/**
 * What is known of it.
 */
state: KeyState, 
/**
 * Its workspace.
 */
workspace_id: string, 
/**
 * The workspace's name.
 */
workspace: string, };

/**
 * Begins an incident.
 */
export type StartIncidentForm = { 
/**
 * The key that may be out.
 */
key_id: string, 
/**
 * Since when.
 */
exposed: Exposed, 
/**
 * The day or moment, RFC 3339 in UTC, when `exposed` is `since`.
 */
since?: string, 
/**
 * What uses the key can stop for a while.
 */
can_stop: boolean, };

/**
 * Corrects what was answered when an incident began.
 */
export type CorrectIncidentForm = { 
/**
 * The incident.
 */
incident_id: string, 
/**
 * Since when.
 */
exposed: Exposed, 
/**
 * The day or moment, RFC 3339 in UTC, when `exposed` is `since`.
 */
since?: string, 
/**
 * What uses the key can stop for a while.
 */
can_stop: boolean, };

/**
 * Since when a key may be out.
 */
export type Exposed = "now" | "today" | "since" | "unknown";

/**
 * Names an incident.
 */
export type IncidentForm = { 
/**
 * The incident.
 */
incident_id: string, };

/**
 * Every incident of a workspace.
 */
export type IncidentsView = { 
/**
 * Which of two views is the newer one: an answer can arrive after a later event.
 */
revision: number, 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * Open ones first, then the newest first.
 */
incidents: Array<IncidentView>, };

/**
 * One suspected leak.
 */
export type IncidentView = { 
/**
 * Its id.
 */
id: string, 
/**
 * The key.
 */
key: SuspectView, 
/**
 * The key's ending, once proven.
 */
death: ProofOfDeathView | null, 
/**
 * When the person noticed: the click on "I think a key leaked".
 */
noticed_at: string, 
/**
 * What was answered to "since when".
 */
exposed: Exposed, 
/**
 * Since when the key may be out; absent when nobody knows and the service does not say when
 * the key was made.
 */
exposed_from: string | null, 
/**
 * The same in words.
 */
exposed_words: string, 
/**
 * When the key could no longer be used; absent until proven.
 */
contained_at: string | null, 
/**
 * What uses the key can stop for a while.
 */
can_stop: boolean, 
/**
 * The steps in the order that is safest here.
 */
steps: Array<StepView>, 
/**
 * The step to take next; absent when nothing is left.
 */
next: StepKind | null, 
/**
 * Posts made since the exposure, and those of before that belong to it, by verdict.
 */
posts: VerdictCounts, 
/**
 * Posts made before the exposure.
 */
earlier: EarlierView, 
/**
 * Posts kept back.
 */
held: Array<HeldPostView>, 
/**
 * The new key on its way or there.
 */
replacement: ReplacementView | null, 
/**
 * What is to be put right at the service and on the platforms.
 */
repairs: Array<RepairView>, 
/**
 * When it was closed.
 */
closed_at: string | null, 
/**
 * It was no leak after all.
 */
called_off: boolean, 
/**
 * What happens to the key when it is called off, in a sentence.
 */
if_called_off: string, 
/**
 * The dead key worked again: an alarm, or one that is over.
 */
alarm: AlarmView | null, 
/**
 * When the dead key is looked at next, after the end.
 */
next_look_at: string | null, };

/**
 * Posts made before the exposure. Somebody may be wrong about since when, and a leaked key can
 * change what was made before.
 */
export type EarlierView = { 
/**
 * Those that belong to the incident and wait for the person's word: changed since by somebody
 * elsewhere, or held.
 */
waiting: Array<PostRowView>, 
/**
 * Scheduled ones nobody recognises that the freeze leaves alone.
 */
scheduled: number, 
/**
 * All nobody recognises that do not belong to the incident.
 */
unrecognised: number, };

/**
 * One step of the board.
 */
export type StepView = { 
/**
 * Which.
 */
kind: StepKind, 
/**
 * How far it is.
 */
state: StepState, 
/**
 * What happened, or what it will do, in a sentence.
 */
message: string, 
/**
 * What stands in the way.
 */
problem: ProblemView | null, };

/**
 * The steps of a leak response.
 */
export type StepKind = "contain" | "freeze" | "replace" | "review" | "repair" | "close";

/**
 * How far a step is.
 */
export type StepState = "open" | "under_way" | "your_turn" | "done" | "not_needed";

/**
 * A post that is kept back.
 */
export type HeldPostView = { 
/**
 * Its id here.
 */
id: string, 
/**
 * The post as it was.
 */
post: PostRowView, 
/**
 * How far it is.
 */
state: HeldState, 
/**
 * What stands in the way.
 */
problem: ProblemView | null, 
/**
 * The time it was to go out has passed, so putting it back needs a new one.
 */
needs_new_time: boolean, };

/**
 * How far holding a post, or putting it back, is.
 */
export type HeldState = "holding" | "held" | "went_out" | "gone_before" | "restoring" | "unclear" | "restored" | "failed";

/**
 * Names some posts that are kept back.
 */
export type HeldForm = { 
/**
 * The incident.
 */
incident_id: string, 
/**
 * Their ids here.
 */
held_ids: Array<string>, };

/**
 * Puts a post back.
 */
export type RestorePostForm = { 
/**
 * The incident.
 */
incident_id: string, 
/**
 * Its id here.
 */
held_id: string, 
/**
 * When it is to go out, if its own time has passed. RFC 3339 in UTC.
 */
at?: string, 
/**
 * Send it even though an earlier try may have arrived.
 */
even_if_unclear: boolean, };

/**
 * The key that takes the leaked one's places.
 */
export type ReplacementView = { 
/**
 * It is on its way.
 */
creation: CreationView | null, 
/**
 * It is there.
 */
key: SuspectView | null, 
/**
 * Where the leaked key was used, to be ticked off once the new one is there.
 */
places: Array<PlaceView>, };

/**
 * A post that was not the person's, and what is to be done about it.
 */
export type RepairView = { 
/**
 * The post.
 */
post: PostRowView, 
/**
 * How far it is.
 */
state: RepairState, 
/**
 * Where it is live and has to be deleted by hand.
 */
live: Array<LiveView>, 
/**
 * What stands in the way of deleting it at the service.
 */
problem: ProblemView | null, };

/**
 * How far a repair is.
 */
export type RepairState = "can_be_deleted" | "deleting" | "deleted" | "by_hand" | "done_by_hand" | "gone" | "failed";

/**
 * A live post on one platform.
 */
export type LiveView = { 
/**
 * The platform and its link.
 */
destination: DestinationView, 
/**
 * How to delete it there, step by step.
 */
steps: Array<string>, 
/**
 * When the person ticked it off.
 */
done_at: string | null, };

/**
 * Names some posts of an incident.
 */
export type RepairForm = { 
/**
 * The incident.
 */
incident_id: string, 
/**
 * The posts.
 */
post_ids: Array<string>, };

/**
 * Ticks a live post off, or takes the tick back.
 */
export type TickLiveForm = { 
/**
 * The incident.
 */
incident_id: string, 
/**
 * The post.
 */
post_id: string, 
/**
 * The platform.
 */
platform: string, 
/**
 * It is deleted there.
 */
done: boolean, };

/**
 * A key that was proven dead worked again.
 */
export type AlarmView = { 
/**
 * When it was seen to work.
 */
seen_at: string, 
/**
 * It is not proven dead again, and nobody said that it was no leak.
 */
active: boolean, 
/**
 * What that means and what to do, or that it happened.
 */
message: string, };

/**
 * What the composer needs to know of a workspace.
 */
export type ComposeView = { 
/**
 * Which of two views is the newer one.
 */
revision: number, 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * The profiles somebody can post as.
 */
profiles: Array<ComposeProfileView>, 
/**
 * What can be said for one platform only, by platform.
 */
platforms: Array<PlatformFieldsView>, 
/**
 * The workspace's zone, by its IANA name.
 */
zone: string, 
/**
 * How many files can still be sent within this hour.
 */
uploads_left: number, 
/**
 * The same in words, with the moment from which there are more.
 */
uploads_words: string, 
/**
 * Why profiles could not be read, if so.
 */
problem: ProblemView | null, };

/**
 * A profile somebody can post as.
 */
export type ComposeProfileView = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Every platform there is, those that can be chosen first.
 */
platforms: Array<PlatformChoiceView>, };

/**
 * A platform of a profile.
 */
export type PlatformChoiceView = { 
/**
 * The platform as the service calls it.
 */
platform: string, 
/**
 * The platform's own name.
 */
name: string, 
/**
 * Why it cannot be chosen; absent when it can.
 */
why_not: string | null, };

/**
 * What can be said for one platform only.
 */
export type PlatformFieldsView = { 
/**
 * The platform as the service calls it.
 */
platform: string, 
/**
 * The platform's own name.
 */
name: string, 
/**
 * It can have files of its own instead of the post's.
 */
takes_own_files: boolean, 
/**
 * Its fields, in the order in which they are asked for.
 */
fields: Array<FieldView>, };

/**
 * A field of one platform.
 */
export type FieldView = { 
/**
 * Its name at the service.
 */
name: string, 
/**
 * What the person reads.
 */
label: string, 
/**
 * What it does.
 */
explanation: string, 
/**
 * How it is filled in.
 */
control: ControlView, 
/**
 * A post cannot go out without it.
 */
required: boolean, 
/**
 * For which kinds of post it is there.
 */
kinds: Array<PostKind>, };

/**
 * How a field is filled in.
 */
export type ControlView = { "kind": "switch", 
/**
 * What it is if nobody says anything.
 */
default: boolean, } | { "kind": "choice", 
/**
 * What can be chosen.
 */
choices: Array<ChoiceView>, 
/**
 * What it is if nobody says anything.
 */
default: string | null, } | { "kind": "text", 
/**
 * More than one line.
 */
long: boolean, } | { "kind": "list", 
/**
 * What one entry looks like.
 */
example: string, } | { "kind": "date" } | { "kind": "short", 
/**
 * What it looks like.
 */
example: string, };

/**
 * What a post is made of; it follows from its files.
 */
export type PostKind = "text" | "image" | "video" | "document";

/**
 * What is in a draft. The page edits it and sends it back whole.
 */
export type DraftContent = { 
/**
 * As whom, by the profile's id.
 */
profile: string | null, 
/**
 * Where to.
 */
platforms: Array<string>, 
/**
 * The words.
 */
text: string, 
/**
 * The title, for platforms that have one.
 */
title: string, 
/**
 * The comment that follows it.
 */
first_comment: string, 
/**
 * Its files, in the order in which they are shown.
 */
files: Array<DraftFile>, 
/**
 * Files for one platform instead of `files`.
 */
own_files: Array<OwnFiles>, 
/**
 * What is said for one platform only.
 */
values: Array<FieldValue>, 
/**
 * When it goes out.
 */
when: When, };

/**
 * A file of a draft.
 */
export type DraftFile = { 
/**
 * Which file.
 */
file_id: string, 
/**
 * What it shows, for people who cannot see it.
 */
alt_text: string, };

/**
 * Files for one platform.
 */
export type OwnFiles = { 
/**
 * The platform as the service calls it.
 */
platform: string, 
/**
 * The files it gets.
 */
files: Array<DraftFile>, };

/**
 * The value of a field.
 */
export type FieldValue = { 
/**
 * The field's name.
 */
field: string, 
/**
 * What was chosen or written.
 */
value: FieldContent, };

/**
 * What was chosen or written.
 */
export type FieldContent = { "kind": "switch", "is": boolean } | { "kind": "text", "is": string } | { "kind": "list", "is": Array<string> };

/**
 * When a draft goes out.
 */
export type When = { "kind": "now" } | { "kind": "at" } & WallTime | { "kind": "queue" };

/**
 * A moment of the wall clock in the workspace's zone.
 */
export type WallTime = { 
/**
 * `2026-12-01`.
 */
date: string, 
/**
 * `09:00`.
 */
time: string, 
/**
 * Of two moments that read the same when clocks go back: the later one.
 */
later: boolean, };

/**
 * The drafts of a workspace.
 */
export type DraftsView = { 
/**
 * Which of two views is the newer one.
 */
revision: number, 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * The drafts, changed last first.
 */
drafts: Array<DraftRowView>, 
/**
 * Those that are deleted and can still be brought back, deleted last first.
 */
deleted: Array<DraftRowView>, };

/**
 * A draft in the list.
 */
export type DraftRowView = { 
/**
 * Its id.
 */
id: string, 
/**
 * The beginning of its text, or of its title.
 */
excerpt: string, 
/**
 * The profile's name.
 */
profile: string | null, 
/**
 * Where it goes.
 */
platforms: Array<ChoiceView>, 
/**
 * How many files it has.
 */
files: number, 
/**
 * When it is meant to go out, in words.
 */
when_words: string | null, 
/**
 * When it was last changed.
 */
changed_at: string, };

/**
 * A draft that is open.
 */
export type DraftView = { 
/**
 * Which of two views is the newer one.
 */
revision: number, 
/**
 * Its id.
 */
id: string, 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * What is in it.
 */
content: DraftContent, 
/**
 * What is known of its files, in no order.
 */
files: Array<FileView>, 
/**
 * When it was last saved.
 */
saved_at: string, 
/**
 * How many earlier versions are kept.
 */
versions: number, 
/**
 * What its platforms say.
 */
check: DraftCheckView, 
/**
 * Its last send, if there was one; while that is under way the draft cannot be changed.
 */
send: SendView | null, };

/**
 * What is known of a file.
 */
export type FileView = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its name on the person's disk.
 */
name: string, 
/**
 * Picture, video or document; absent when it is none of them.
 */
kind: PostKind | null, 
/**
 * Its format, such as `JPEG`.
 */
format: string, 
/**
 * Its size in words.
 */
size: string, 
/**
 * Width and height as shown, in pixels.
 */
dimensions: FileDimensions | null, 
/**
 * How long a video is, in words.
 */
duration: string | null, 
/**
 * Pages of a document.
 */
pages: number | null, 
/**
 * What was taken out of it, in words ("Place and camera removed").
 */
removed: string | null, 
/**
 * What is wrong with it, whatever the platform.
 */
problem: string | null, };

/**
 * Width and height.
 */
export type FileDimensions = { 
/**
 * In pixels.
 */
width: number, 
/**
 * In pixels.
 */
height: number, };

/**
 * What the platforms of a draft say to it.
 */
export type DraftCheckView = { 
/**
 * What it is made of.
 */
kind: PostKind, 
/**
 * Nothing stands in the way of sending it.
 */
can_send: boolean, 
/**
 * One sentence about the whole.
 */
sentence: string, 
/**
 * What is wrong with the draft itself, whatever the platform.
 */
problems: Array<DraftProblemView>, 
/**
 * What each chosen platform says, in the order chosen.
 */
platforms: Array<PlatformCheckView>, 
/**
 * When it would go out, in words; with the hour in UTC.
 */
when_words: string, 
/**
 * The same moment in UTC; absent for "now" and the queue, and where the time is wrong.
 */
goes_out_at: string | null, };

/**
 * What one platform says to a draft.
 */
export type PlatformCheckView = { 
/**
 * The platform as the service calls it.
 */
platform: string, 
/**
 * The platform's own name.
 */
name: string, 
/**
 * How much of its limits is used, place by place; of one place the tightest first. A platform
 * may have two limits for one text.
 */
counts: Array<CountView>, 
/**
 * What it would refuse or leave out.
 */
problems: Array<DraftProblemView>, 
/**
 * What it would show.
 */
preview: PreviewView, };

/**
 * How much of a limit is used.
 */
export type CountView = { 
/**
 * Which text is counted, by where it is written. What images show is one text for all of them,
 * at the field it is sent in.
 */
place: PlaceInDraft, 
/**
 * As much as is used.
 */
used: number, 
/**
 * As much as may be.
 */
most: number, 
/**
 * What is counted, in words.
 */
unit: string, };

/**
 * Something wrong with a draft.
 */
export type DraftProblemView = { 
/**
 * It would be refused; otherwise it goes out, but not as written.
 */
stops: boolean, 
/**
 * What is wrong and why.
 */
message: string, 
/**
 * Where to mend it.
 */
place: PlaceInDraft, };

/**
 * A place of the composer.
 */
export type PlaceInDraft = { "kind": "profile" } | { "kind": "platforms" } | { "kind": "text" } | { "kind": "title" } | { "kind": "first_comment" } | { "kind": "files" } | { "kind": "file", 
/**
 * Which.
 */
file_id: string, } | { "kind": "alt_text", 
/**
 * Of which file.
 */
file_id: string, } | { "kind": "field", 
/**
 * Its name.
 */
field: string, } | { "kind": "when" };

/**
 * What a platform would show. Everything in it is text to be shown as text.
 */
export type PreviewView = { 
/**
 * The title, where it has a place of its own.
 */
title: string | null, 
/**
 * The text as far as it is shown at first.
 */
shown: Array<PreviewPiece>, 
/**
 * What follows behind "more"; empty when everything is shown.
 */
rest: Array<PreviewPiece>, 
/**
 * The comment that follows it, where the platform has one.
 */
first_comment: Array<PreviewPiece>, 
/**
 * The files it shows, in order.
 */
file_ids: Array<string>, 
/**
 * How it shows them.
 */
layout: MediaLayout, };

/**
 * A piece of a text in a preview.
 */
export type PreviewPiece = { 
/**
 * The text.
 */
text: string, 
/**
 * What the platform makes of it.
 */
kind: PieceKind, };

/**
 * What a platform makes of a piece of text.
 */
export type PieceKind = "plain" | "link" | "mention" | "hashtag";

/**
 * How a platform shows the files of a post.
 */
export type MediaLayout = "none" | "grid" | "carousel" | "video" | "upright_video" | "document" | "pin";

/**
 * Begins a draft.
 */
export type NewDraftForm = { 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * The day it was begun from, in the calendar.
 */
at?: WallTime, 
/**
 * The profile it was begun from.
 */
profile?: string, };

/**
 * Names a draft.
 */
export type DraftForm = { 
/**
 * The draft.
 */
draft_id: string, };

/**
 * What is in a draft now.
 */
export type DraftContentForm = { 
/**
 * The draft.
 */
draft_id: string, 
/**
 * All that is in it.
 */
content: DraftContent, };

/**
 * What is to be saved of a draft, or sent.
 */
export type SaveDraftForm = { 
/**
 * The draft.
 */
draft_id: string, 
/**
 * All that is in it.
 */
content: DraftContent, 
/**
 * When that on which it is based was saved, as it was said last. What was changed elsewhere
 * since is not written over.
 */
saved_at: string, };

/**
 * A draft was saved.
 */
export type DraftSavedView = { 
/**
 * The draft.
 */
draft_id: string, 
/**
 * When.
 */
saved_at: string, 
/**
 * How many earlier versions are kept.
 */
versions: number, };

/**
 * The earlier versions of a draft.
 */
export type DraftVersionsView = { 
/**
 * The draft.
 */
draft_id: string, 
/**
 * Newest first.
 */
versions: Array<DraftVersionView>, };

/**
 * An earlier version of a draft.
 */
export type DraftVersionView = { 
/**
 * Its number within the draft.
 */
number: number, 
/**
 * When it was the newest.
 */
at: string, 
/**
 * What is in it.
 */
content: DraftContent, 
/**
 * What changed after it, in words.
 */
what: string, };

/**
 * Names a version of a draft.
 */
export type DraftVersionForm = { 
/**
 * The draft.
 */
draft_id: string, 
/**
 * The version's number.
 */
number: number, };

/**
 * Files that came to a draft.
 */
export type AddedFilesView = { 
/**
 * The draft.
 */
draft_id: string, 
/**
 * Those that were taken in, in order. The page puts them into the draft's content.
 */
files: Array<FileView>, 
/**
 * One sentence for each that was not.
 */
refused: Array<string>, };

/**
 * Asks for a small picture of a file.
 */
export type FileForm = { 
/**
 * The file.
 */
file_id: string, };

/**
 * What was sent from here and is not out of mind yet.
 */
export type SendsView = { 
/**
 * Which of two views is the newer one.
 */
revision: number, 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * Those under way and those that want the person first, then the newest.
 */
sends: Array<SendView>, };

/**
 * One draft on its way.
 */
export type SendView = { 
/**
 * Its id.
 */
id: string, 
/**
 * The draft.
 */
draft_id: string, 
/**
 * The beginning of the post's text.
 */
excerpt: string, 
/**
 * The profile's name.
 */
profile: string, 
/**
 * Where it goes.
 */
platforms: Array<ChoiceView>, 
/**
 * How far it is.
 */
state: SendState, 
/**
 * What happened or will happen, in words.
 */
sentence: string, 
/**
 * When the person wanted it; absent for "now" and for the queue until its slot is known.
 */
goes_out_at: string | null, 
/**
 * Until when it can be taken back.
 */
leaves_at: string | null, 
/**
 * How long that was from the start, in seconds.
 */
hold_seconds: number, 
/**
 * The file that is being sent.
 */
upload: UploadView | null, 
/**
 * What stands in the way.
 */
problem: ProblemView | null, 
/**
 * Nobody knows whether it arrived: what speaks for it and what against it.
 */
facts: Array<string>, 
/**
 * Posts at the service that may be this one.
 */
candidates: Array<CandidateView>, 
/**
 * The post it became.
 */
post_id: string | null, 
/**
 * A request that was given up has arrived after all.
 */
late: LateView | null, 
/**
 * When the person sent it.
 */
asked_at: string, };

/**
 * How far a send is.
 */
export type SendState = "waiting" | "uploading" | "sending" | "accepted" | "scheduled" | "refused" | "unclear" | "taken_back" | "left_unsent";

/**
 * A post that came of a request nobody counted on any more.
 */
export type LateView = { 
/**
 * The post.
 */
post_id: string, 
/**
 * It was sent once more in between: the service has it twice.
 */
twice: boolean, };

/**
 * A file on its way.
 */
export type UploadView = { 
/**
 * Its name.
 */
name: string, 
/**
 * Which one of how many.
 */
number: number, 
/**
 * How many there are.
 */
of: number, 
/**
 * Bytes that have left.
 */
sent: number, 
/**
 * Bytes there are.
 */
total: number, };

/**
 * A post at the service that may be the one that was sent.
 */
export type CandidateView = { 
/**
 * The service's id of it.
 */
post_id: string, 
/**
 * When it was made, what it says and its status, in words.
 */
sentence: string, };

/**
 * Names a send.
 */
export type SendForm = { 
/**
 * The send.
 */
send_id: string, };

/**
 * Decides about a send of which nobody knows whether it arrived.
 */
export type DecideSendForm = { 
/**
 * The send.
 */
send_id: string, 
/**
 * What the person says.
 */
decision: SendDecision, };

/**
 * What the person says about an unclear send.
 */
export type SendDecision = { "kind": "arrived", 
/**
 * Which.
 */
post_id: string, } | { "kind": "send_again" } | { "kind": "leave_unsent" };

/**
 * Asks for a part of the calendar.
 */
export type CalendarForm = { 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * The first day, `2026-12-01`.
 */
from: string, 
/**
 * The day after the last one; at most 62 days later.
 */
until: string, 
/**
 * Only this profile.
 */
profile?: string, 
/**
 * Only this platform.
 */
platform?: string, 
/**
 * Only this status.
 */
status?: string, 
/**
 * Only this verdict.
 */
verdict?: Verdict, };

/**
 * A part of the calendar.
 */
export type CalendarView = { 
/**
 * Which of two views is the newer one.
 */
revision: number, 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * The zone, by its IANA name.
 */
zone: string, 
/**
 * The zone in words, with its present distance from UTC.
 */
zone_words: string, 
/**
 * Today there.
 */
today: string, 
/**
 * What the clock on the wall says there, `14:05`.
 */
time: string, 
/**
 * Every day asked for.
 */
days: Array<CalendarDayView>, 
/**
 * Profiles with posts, in the order of their colours.
 */
profiles: Array<ChoiceView>, 
/**
 * Platforms with posts.
 */
platforms: Array<ChoiceView>, 
/**
 * Statuses that occur.
 */
statuses: Array<ChoiceView>, 
/**
 * What "undo" would take back, in words.
 */
undo: string | null, };

/**
 * One day.
 */
export type CalendarDayView = { 
/**
 * `2026-12-01`.
 */
date: string, 
/**
 * It is over: nothing can be dropped on it.
 */
past: boolean, 
/**
 * What the clocks do on it, if they change.
 */
clock_change: string | null, 
/**
 * What is on it, in order of time.
 */
cards: Array<CardView>, };

/**
 * A post, a send or a draft in the calendar.
 */
export type CardView = { 
/**
 * Its name here; handed back to move it.
 */
id: string, 
/**
 * What it is.
 */
kind: CardKind, 
/**
 * The post behind it.
 */
post_id: string | null, 
/**
 * The draft behind it.
 */
draft_id: string | null, 
/**
 * The moment it is shown at, in UTC.
 */
at: string, 
/**
 * The day.
 */
date: string, 
/**
 * The time, `09:00`.
 */
time: string, 
/**
 * Of two moments at which the clocks show that time, the second.
 */
later: boolean, 
/**
 * The beginning of its text.
 */
excerpt: string, 
/**
 * The profile's name.
 */
profile: string, 
/**
 * The profile's place in `CalendarView::profiles`.
 */
colour: number, 
/**
 * Where it goes.
 */
platforms: Array<ChoiceView>, 
/**
 * The status as the service calls it; `draft` for a draft.
 */
status: string, 
/**
 * The status in words.
 */
status_words: string, 
/**
 * It went wrong, wholly or in part.
 */
failed: boolean, 
/**
 * What is known of it.
 */
verdict: Verdict | null, 
/**
 * The number of the post's first picture, for `post_thumbnail`.
 */
picture: number | null, 
/**
 * The draft's first picture, for `file_thumbnail`.
 */
file_id: string | null, 
/**
 * Why it cannot be moved; absent when it can.
 */
fixed_because: string | null, 
/**
 * Another post of the same profile goes out at nearly the same time, or says the same.
 */
clash: string | null, };

/**
 * What a card stands for.
 */
export type CardKind = "post" | "send" | "draft";

/**
 * Moves a card.
 */
export type MoveForm = { 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * The card's id.
 */
card_id: string, 
/**
 * Where to.
 */
to: WallTime, };

/**
 * What would come of a move.
 */
export type MoveCheckView = { 
/**
 * The new moment in words, for somebody who cannot see the calendar.
 */
sentence: string, 
/**
 * Why it cannot be; absent when it can.
 */
refusal: string | null, 
/**
 * What to think of: a clash, a cap, the same text, clocks that change.
 */
warnings: Array<string>, 
/**
 * The moment in UTC.
 */
at: string | null, };

/**
 * What came of a move.
 */
export type MovedView = { 
/**
 * The card stands where it was moved to.
 */
moved: boolean, 
/**
 * What happened, in words.
 */
sentence: string, 
/**
 * Why not, if it does not.
 */
problem: ProblemView | null, 
/**
 * What "undo" would take back, in words.
 */
undo: string | null, };

/**
 * Asks what a time means.
 */
export type TimeForm = { 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * The time.
 */
at: WallTime, };

/**
 * What a time means.
 */
export type TimeView = { 
/**
 * In words, with the hour in UTC.
 */
sentence: string, 
/**
 * Why nothing can go out then.
 */
refusal: string | null, 
/**
 * What the clocks do around it.
 */
clock_change: string | null, 
/**
 * The clock shows this time twice: the person can say which one is meant.
 */
twice: boolean, 
/**
 * The moment in UTC.
 */
at: string | null, };

/**
 * Chooses the zone of a workspace.
 */
export type SetZoneForm = { 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * The zone's IANA name; absent for the computer's own.
 */
zone?: string, };

/**
 * The zones there are.
 */
export type ZonesView = { 
/**
 * The workspace's choice; absent for the computer's own.
 */
chosen: string | null, 
/**
 * The computer's own, in words.
 */
computers: string, 
/**
 * All of them: their names, with their present distance from UTC.
 */
zones: Array<ChoiceView>, };

/**
 * Names a profile.
 */
export type ProfileForm = { 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * The profile's id.
 */
profile_id: string, };

/**
 * The queue of a profile.
 */
export type QueueView = { 
/**
 * Which of two views is the newer one.
 */
revision: number, 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * The profile's id.
 */
profile_id: string, 
/**
 * The zone of its slots, by its IANA name.
 */
zone: string, 
/**
 * The times of day, `09:00`, in order.
 */
slots: Array<string>, 
/**
 * The days, Monday first.
 */
days: [boolean, boolean, boolean, boolean, boolean, boolean, boolean], 
/**
 * How many posts one slot takes.
 */
most_per_slot: number, 
/**
 * The next slots and what is in them.
 */
next: Array<SlotView>, 
/**
 * Why the queue could not be read or changed.
 */
problem: ProblemView | null, };

/**
 * One slot of a queue.
 */
export type SlotView = { 
/**
 * When, in UTC.
 */
at: string, 
/**
 * When, in words.
 */
words: string, 
/**
 * What goes out then.
 */
posts: Array<CardView>, 
/**
 * How many more it takes.
 */
free: number, };

/**
 * Changes the queue of a profile.
 */
export type ChangeQueueForm = { 
/**
 * The workspace.
 */
workspace_id: string, 
/**
 * The profile's id.
 */
profile_id: string, 
/**
 * The zone of its slots.
 */
zone: string, 
/**
 * The times of day, `09:00`.
 */
slots: Array<string>, 
/**
 * The days, Monday first.
 */
days: [boolean, boolean, boolean, boolean, boolean, boolean, boolean], 
/**
 * 1 to 100.
 */
most_per_slot: number, };

/**
 * A table that was opened.
 */
export type TableView = { 
/**
 * Its name here.
 */
table_id: string, 
/**
 * The file's name.
 */
name: string, 
/**
 * Rows below the headings.
 */
rows: number, 
/**
 * Its columns.
 */
columns: Array<ColumnView>, 
/**
 * What is worth knowing of the file: how its letters were read, that it came in before.
 */
notes: Array<string>, 
/**
 * What a column can mean.
 */
meanings: Array<ChoiceView>, 
/**
 * The workspace's profiles, for rows that name none.
 */
profiles: Array<ChoiceView>, };

/**
 * A column of a table.
 */
export type ColumnView = { 
/**
 * Its heading.
 */
heading: string, 
/**
 * What is in its first rows.
 */
examples: Array<string>, 
/**
 * What it seems to mean; one of `TableView::meanings`.
 */
meaning: string | null, };

/**
 * What the columns of a table mean.
 */
export type TableForm = { 
/**
 * The table.
 */
table_id: string, 
/**
 * What each column means, in their order.
 */
meanings: Array<string | null>, 
/**
 * The profile of rows that name none.
 */
profile?: string, };

/**
 * What would come of an import.
 */
export type DryRunView = { 
/**
 * The table.
 */
table_id: string, 
/**
 * Rows that can come in, as a draft at least.
 */
good: number, 
/**
 * Of those, the ones that can be scheduled at once: without any fault.
 */
can_be_scheduled: number, 
/**
 * What is wrong, by row.
 */
faults: Array<RowFaultView>, 
/**
 * What to think of before rows are scheduled that can be.
 */
warnings: Array<RowWarningView>, 
/**
 * One sentence about the whole.
 */
sentence: string, };

/**
 * What is wrong with a row.
 */
export type RowFaultView = { 
/**
 * The row as a spreadsheet numbers it; the headings are row 1.
 */
row: number, 
/**
 * The column's heading; absent when it is the row as a whole.
 */
column: string | null, 
/**
 * What is wrong.
 */
message: string, 
/**
 * The row can only become a draft; otherwise it is left out.
 */
draft_only: boolean, };

/**
 * Something to think of about a row. It stops nothing.
 */
export type RowWarningView = { 
/**
 * The row as a spreadsheet numbers it.
 */
row: number, 
/**
 * The heading of the column with its time.
 */
column: string | null, 
/**
 * What it is.
 */
message: string, };

/**
 * Brings rows in.
 */
export type ImportTableForm = { 
/**
 * The table and its columns.
 */
table: TableForm, 
/**
 * Schedule what can be scheduled; otherwise everything becomes a draft.
 */
schedule: boolean, };

/**
 * What came of an import.
 */
export type ImportedView = { 
/**
 * Drafts made.
 */
drafts: number, 
/**
 * Of those, sent off to be scheduled.
 */
scheduled: number, 
/**
 * Rows left out.
 */
left_out: number, 
/**
 * The same in a sentence.
 */
sentence: string, };

