// How far the import of a table is: a file, what its columns mean, what would come of it, what came of
// it. Rust keeps the table; nothing of its rows is here.
import {
  call,
  type ColumnView,
  type DryRunView,
  type ImportedView,
  type TableForm,
  type TableView,
} from '../../../ipc';
import { Attempt } from '../../../state/attempt.svelte';

export type Step = 'choose' | 'columns' | 'checked' | 'done';

/** A column, and what the person says it means. */
export interface Column extends ColumnView {
  place: number;
}

export class TableImport {
  readonly attempt = new Attempt();
  step = $state<Step>('choose');
  table = $state.raw<TableView | null>(null);
  columns = $state<Column[]>([]);
  profile = $state<string | null>(null);
  dryRun = $state.raw<DryRunView | null>(null);
  schedule = $state(false);
  imported = $state.raw<ImportedView | null>(null);

  constructor(private readonly workspaceId: string) {}

  /** Asks for a file. When the person chooses none, everything stays as it is. */
  choose = (): Promise<boolean> =>
    this.attempt.run(async () => {
      const table = await call('open_table', { workspace_id: this.workspaceId });
      if (!table) return;
      this.table = table;
      this.columns = table.columns.map((column, place) => ({ ...column, place }));
      const [only, ...others] = table.profiles;
      this.profile = only && others.length === 0 ? only.value : null;
      this.step = 'columns';
    });

  check = (): Promise<boolean> =>
    this.attempt.run(async () => {
      const found = await call('dry_run_table', this.form());
      this.dryRun = found;
      this.schedule = false;
      this.step = 'checked';
    });

  bringIn = (): Promise<boolean> =>
    this.attempt.run(async () => {
      const form = { table: this.form(), schedule: this.schedule };
      this.imported = await call('import_table', form);
      this.step = 'done';
    });

  backToColumns = (): void => {
    this.attempt.failure = null;
    this.step = 'columns';
  };

  private form(): TableForm {
    return {
      table_id: this.table?.table_id ?? '',
      meanings: this.columns.map(({ meaning }) => meaning),
      ...(this.profile === null ? {} : { profile: this.profile }),
    };
  }
}
