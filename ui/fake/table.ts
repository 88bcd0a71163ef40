// Answers the commands of the import of tables from one made-up table: 20 rows, three of them bad.
import type {
  ChoiceView,
  ColumnView,
  DryRunView,
  RowFaultView,
  RowWarningView,
  TableView,
} from '../src/ipc';
import type { Handlers } from './commands';
import { failure } from './failure';

type TableCommand = 'open_table' | 'dry_run_table' | 'import_table';

/** What a test can change about it. */
export interface FakeTable {
  /** What is chosen in the system's dialog; null when it is dismissed. */
  chosen: TableView | null;
  faults: RowFaultView[];
  warnings: RowWarningView[];
}

const meanings: ChoiceView[] = [
  ['date', 'Date'],
  ['time', 'Time'],
  ['date_time', 'Date and time'],
  ['profile', 'Profile'],
  ['platforms', 'Platforms'],
  ['text', 'Text'],
  ['title', 'Title'],
  ['first_comment', 'First comment'],
  ['files', 'Files'],
  ['alt_text', 'Image description'],
  ['youtube_privacy_status', 'YouTube: Who can see it'],
  ['pinterest_board_id', 'Pinterest: Board'],
].map(([value = '', label = '']) => ({ value, label }));

const column = (heading: string, meaning: string | null, ...examples: string[]): ColumnView => ({
  heading,
  meaning,
  examples,
});

export function table(facts: Partial<TableView> = {}): TableView {
  return {
    table_id: 'table',
    name: 'december.csv',
    rows: 20,
    columns: [
      column('Datum', 'date', '01.12.2026', '02.12.2026', '03.12.2026'),
      column('Uhrzeit', 'time', '09:00', '18:30', '9:00 pm'),
      column('Kanal', 'platforms', 'Instagram, X', 'Pinterest', 'LinkedIn'),
      column(
        'Text',
        'text',
        'Advent begins, and so does our calendar: one quiet place behind every door.',
        'A hut, a lake, nobody else.',
        '=1+1',
      ),
      column('Bild', 'files', 'advent-1.jpg', 'hut.jpg; lake.jpg', ''),
      column('Intern', null, 'Mira', 'Jonas', 'Mira'),
      column('Column G', null),
    ],
    notes: [],
    meanings,
    profiles: [
      { value: 'fernweh', label: 'Fernweh Studio' },
      { value: 'kaffee', label: 'Kaffee & Kuchen' },
    ],
    ...facts,
  };
}

export const threeFaults: RowFaultView[] = [
  {
    row: 5,
    column: 'Datum',
    message: '“31.11.2026” is not a date. Write it like 2026-12-01.',
    draft_only: false,
  },
  {
    row: 9,
    column: 'Bild',
    message: 'There is no file “sunset.jpg”. Names are looked for in the folder of the table.',
    draft_only: false,
  },
  {
    row: 14,
    column: 'Text',
    message: 'Too long for X by 12: 292 of 280.',
    draft_only: true,
  },
];

export const fakeTable = (): FakeTable => ({
  chosen: table(),
  faults: threeFaults,
  warnings: [{ row: 7, column: 'Datum', message: 'This profile says the same 9 hours earlier.' }],
});

export function tableAnswers(fake: FakeTable): Pick<Handlers, TableCommand> {
  const dryRun = (): DryRunView => {
    const rows = fake.chosen?.rows ?? 0;
    const bad = new Set(fake.faults.filter(({ draft_only }) => !draft_only).map(({ row }) => row));
    const any = new Set(fake.faults.map(({ row }) => row));
    const good = rows - bad.size;
    const can_be_scheduled = rows - any.size;
    const sentence = `${good} of ${rows} rows can come in; ${can_be_scheduled} of them can be scheduled.`;
    return {
      table_id: 'table',
      good,
      can_be_scheduled,
      faults: fake.faults,
      warnings: fake.warnings,
      sentence,
    };
  };
  return {
    open_table: () => fake.chosen,
    dry_run_table: ({ meanings }) => {
      const named = meanings.filter((meaning) => meaning !== null && meaning !== 'files');
      if (new Set(named).size < named.length) {
        throw failure('invalid', 'Two columns mean the same: Text.', 'Keep it for one of them.');
      }
      return dryRun();
    },
    import_table: ({ schedule }) => {
      const { good, can_be_scheduled } = dryRun();
      const scheduled = schedule ? can_be_scheduled : 0;
      const left_out = (fake.chosen?.rows ?? 0) - good;
      const sentence = `Drafts made: ${good}. Of these, ${scheduled} are on their way to be scheduled. Rows left out: ${left_out}.`;
      return { drafts: good, scheduled, left_out, sentence };
    },
  };
}
