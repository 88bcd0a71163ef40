// Every command of the app: what goes in (`form`), what comes out. A test on the Rust side
// (tests/ipc) fails when this list and the app's own differ.
import type {
  ActivityView,
  AddedFilesView,
  AddPlaceForm,
  AnswerRhythmForm,
  AppView,
  CalendarForm,
  CalendarView,
  ChangeQueueForm,
  ChangeSettingsForm,
  ClipboardView,
  ComposeView,
  ConnectWorkspaceForm,
  CorrectIncidentForm,
  CreateKeyForm,
  CreationForm,
  DecideSendForm,
  DraftCheckView,
  DraftContentForm,
  DraftForm,
  DraftSavedView,
  DraftsView,
  DraftVersionForm,
  DraftVersionsView,
  DraftView,
  DryRunView,
  EditKeyForm,
  ExportView,
  ExtendOverlapForm,
  FileForm,
  HeldForm,
  HistogramForm,
  HistogramView,
  HistoryForm,
  HistoryPageView,
  IdentifiedView,
  IdentifyKeyForm,
  ImportedView,
  ImportKeyForm,
  ImportTableForm,
  IncidentForm,
  IncidentsView,
  JudgePostsForm,
  KeyForm,
  KeysView,
  MoveCheckView,
  MovedView,
  MoveForm,
  NewDraftForm,
  PlaceForm,
  PostForm,
  PostLinkForm,
  PostsForm,
  PostsPageView,
  PostView,
  ProfileForm,
  QueueView,
  RemovalPreview,
  RenameWorkspaceForm,
  RepairForm,
  RestorePostForm,
  RevocationPreview,
  RevokeKeyForm,
  RotationForm,
  SaveDraftForm,
  SendForm,
  SendsView,
  SetZoneForm,
  SightingView,
  StartIncidentForm,
  StartRotationForm,
  TableForm,
  TableView,
  ThumbnailForm,
  ThumbnailView,
  TickLiveForm,
  TickPlaceForm,
  TimeForm,
  TimeView,
  VerificationView,
  WorkspaceForm,
  ZonesView,
} from './bindings';

type Command<Form, Answer> = { form: Form; answer: Answer };

export interface Commands {
  // The frame
  app_state: Command<null, AppView>;
  change_settings: Command<ChangeSettingsForm, AppView>;
  unlock_keychain: Command<null, AppView>;
  use_this_keychain: Command<null, AppView>;

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
  correct_incident: Command<CorrectIncidentForm, IncidentsView>;
  end_leaked_key: Command<IncidentForm, IncidentsView>;
  freeze_posts: Command<IncidentForm, IncidentsView>;
  freeze_earlier_posts: Command<IncidentForm, IncidentsView>;
  retry_held: Command<HeldForm, IncidentsView>;
  restore_post: Command<RestorePostForm, IncidentsView>;
  replace_leaked_key: Command<IncidentForm, IncidentsView>;
  delete_posts: Command<RepairForm, IncidentsView>;
  tick_live: Command<TickLiveForm, IncidentsView>;
  close_incident: Command<IncidentForm, IncidentsView>;
  call_off_incident: Command<IncidentForm, IncidentsView>;
  export_report: Command<IncidentForm, ExportView>;
  print_report: Command<IncidentForm, null>;

  // Composer
  compose_state: Command<WorkspaceForm, ComposeView>;
  list_drafts: Command<WorkspaceForm, DraftsView>;
  new_draft: Command<NewDraftForm, DraftView>;
  open_draft: Command<DraftForm, DraftView>;
  check_draft: Command<DraftContentForm, DraftCheckView>;
  save_draft: Command<SaveDraftForm, DraftSavedView>;
  duplicate_draft: Command<DraftForm, DraftView>;
  delete_draft: Command<DraftForm, DraftsView>;
  undelete_draft: Command<DraftForm, DraftsView>;
  draft_versions: Command<DraftForm, DraftVersionsView>;
  restore_version: Command<DraftVersionForm, DraftView>;
  choose_files: Command<DraftForm, AddedFilesView>;
  take_dropped_files: Command<DraftForm, AddedFilesView>;
  file_thumbnail: Command<FileForm, ThumbnailView>;

  // Sending
  list_sends: Command<WorkspaceForm, SendsView>;
  send_draft: Command<SaveDraftForm, SendsView>;
  take_back: Command<SendForm, SendsView>;
  call_off_send: Command<SendForm, SendsView>;
  retry_send: Command<SendForm, SendsView>;
  decide_send: Command<DecideSendForm, SendsView>;
  dismiss_send: Command<SendForm, SendsView>;
  retry_failed_platforms: Command<PostForm, PostView>;

  // Calendar and queue
  calendar: Command<CalendarForm, CalendarView>;
  check_move: Command<MoveForm, MoveCheckView>;
  move_card: Command<MoveForm, MovedView>;
  undo_move: Command<WorkspaceForm, MovedView>;
  check_time: Command<TimeForm, TimeView>;
  list_zones: Command<WorkspaceForm, ZonesView>;
  set_zone: Command<SetZoneForm, ZonesView>;
  get_queue: Command<ProfileForm, QueueView>;
  change_queue: Command<ChangeQueueForm, QueueView>;

  // Many drafts from a table
  open_table: Command<WorkspaceForm, TableView | null>;
  dry_run_table: Command<TableForm, DryRunView>;
  import_table: Command<ImportTableForm, ImportedView>;

  // Audit history
  list_history: Command<HistoryForm, HistoryPageView>;
  verify_history: Command<null, VerificationView>;
  begin_history_anew: Command<null, AppView>;
  export_history: Command<null, ExportView>;
}
