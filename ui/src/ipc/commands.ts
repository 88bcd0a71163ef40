// Every command of the app: what goes in (`form`), what comes out. A test on the Rust side
// (tests/ipc) fails when this list and the app's own differ.
import type {
  ActivityView,
  AddPlaceForm,
  AnswerRhythmForm,
  AppView,
  ChangeSettingsForm,
  ClipboardView,
  ConnectWorkspaceForm,
  CreateKeyForm,
  CreationForm,
  EditKeyForm,
  ExportView,
  ExtendOverlapForm,
  HistogramForm,
  HistogramView,
  HeldForm,
  HistoryForm,
  HistoryPageView,
  IdentifiedView,
  IdentifyKeyForm,
  ImportKeyForm,
  JudgePostsForm,
  IncidentForm,
  IncidentsView,
  KeyForm,
  KeysView,
  PlaceForm,
  PostForm,
  PostLinkForm,
  PostsForm,
  PostsPageView,
  PostView,
  RemovalPreview,
  RenameWorkspaceForm,
  RepairForm,
  RestorePostForm,
  RevocationPreview,
  RevokeKeyForm,
  RotationForm,
  SightingView,
  StartIncidentForm,
  StartRotationForm,
  ThumbnailForm,
  ThumbnailView,
  TickLiveForm,
  TickPlaceForm,
  VerificationView,
  WorkspaceForm,
} from './bindings';

type Command<Form, Answer> = { form: Form; answer: Answer };

export interface Commands {
  // The frame
  app_state: Command<null, AppView>;
  change_settings: Command<ChangeSettingsForm, AppView>;
  unlock_keychain: Command<null, AppView>;

  // Workspaces
  explore_demo: Command<null, AppView>;
  connect_workspace: Command<ConnectWorkspaceForm, AppView>;
  open_workspace: Command<WorkspaceForm, AppView>;
  rename_workspace: Command<RenameWorkspaceForm, AppView>;
  preview_removal: Command<WorkspaceForm, RemovalPreview>;
  remove_workspace: Command<WorkspaceForm, AppView>;

  // Keys
  list_keys: Command<WorkspaceForm, KeysView>;
  create_key: Command<CreateKeyForm, KeysView>;
  cancel_creation: Command<CreationForm, KeysView>;
  look_at_clipboard: Command<WorkspaceForm, SightingView>;
  take_key_from_clipboard: Command<CreationForm, KeysView>;
  import_key: Command<ImportKeyForm, KeysView>;
  edit_key: Command<EditKeyForm, KeysView>;
  copy_key: Command<KeyForm, ClipboardView>;
  clear_clipboard: Command<null, null>;
  check_key: Command<KeyForm, KeysView>;
  use_key_for_latchkey: Command<KeyForm, KeysView>;
  preview_revocation: Command<KeyForm, RevocationPreview>;
  revoke_key: Command<RevokeKeyForm, KeysView>;
  forget_key: Command<KeyForm, KeysView>;
  open_dashboard: Command<WorkspaceForm, null>;
  add_place: Command<AddPlaceForm, KeysView>;
  remove_place: Command<PlaceForm, KeysView>;
  tick_place: Command<TickPlaceForm, KeysView>;

  // Rotation
  start_rotation: Command<StartRotationForm, KeysView>;
  end_overlap: Command<RotationForm, KeysView>;
  extend_overlap: Command<ExtendOverlapForm, KeysView>;
  cancel_rotation: Command<RotationForm, KeysView>;

  // Activity
  activity_state: Command<WorkspaceForm, ActivityView>;
  sync_now: Command<WorkspaceForm, ActivityView>;
  pause_sync: Command<WorkspaceForm, ActivityView>;
  resume_sync: Command<WorkspaceForm, ActivityView>;
  list_posts: Command<PostsForm, PostsPageView>;
  post_histogram: Command<HistogramForm, HistogramView>;
  get_post: Command<PostForm, PostView>;
  post_thumbnail: Command<ThumbnailForm, ThumbnailView>;
  open_post_link: Command<PostLinkForm, null>;
  judge_posts: Command<JudgePostsForm, ActivityView>;
  undo_judgement: Command<WorkspaceForm, ActivityView>;
  answer_rhythm: Command<AnswerRhythmForm, ActivityView>;

  // Leak response
  identify_key: Command<IdentifyKeyForm, IdentifiedView>;
  identify_key_from_clipboard: Command<null, IdentifiedView>;
  list_incidents: Command<WorkspaceForm, IncidentsView>;
  start_incident: Command<StartIncidentForm, IncidentsView>;
  end_leaked_key: Command<IncidentForm, IncidentsView>;
  freeze_posts: Command<IncidentForm, IncidentsView>;
  retry_held: Command<HeldForm, IncidentsView>;
  restore_post: Command<RestorePostForm, IncidentsView>;
  replace_leaked_key: Command<IncidentForm, IncidentsView>;
  delete_posts: Command<RepairForm, IncidentsView>;
  tick_live: Command<TickLiveForm, IncidentsView>;
  close_incident: Command<IncidentForm, IncidentsView>;
  call_off_incident: Command<IncidentForm, IncidentsView>;
  export_report: Command<IncidentForm, ExportView>;
  print_report: Command<IncidentForm, null>;

  // Audit history
  list_history: Command<HistoryForm, HistoryPageView>;
  verify_history: Command<null, VerificationView>;
  export_history: Command<null, ExportView>;
}
