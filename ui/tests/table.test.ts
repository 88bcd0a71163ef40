// Many drafts from a table: choosing it, its columns, the dry run, the import.
import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { afterEach, expect, test, vi } from 'vitest';
import { failure } from '../fake/failure';
import { type FakeTable, fakeTable, table, tableAnswers, threeFaults } from '../fake/table';
import type { Failure } from '../src/ipc';
import TableImport from '../src/screens/compose/table/TableImport.svelte';

afterEach(() => {
  cleanup();
  clearMocks();
});

interface Opened {
  user: ReturnType<typeof userEvent.setup>;
  fake: FakeTable;
  calls: { name: string; form: unknown }[];
  refuse: (why: Failure | null) => void;
  onclose: ReturnType<typeof vi.fn>;
}

/** Opens the dialog alone, without the screen it belongs to. */
function open(fake = fakeTable()): Opened {
  const calls: Opened['calls'] = [];
  const answers: Record<string, (form: never) => unknown> = tableAnswers(fake);
  let refused: Failure | null = null;
  mockIPC((name, payload) => {
    const { form } = payload as { form: never };
    calls.push({ name, form });
    if (refused) throw refused as unknown as Error;
    return structuredClone(answers[name]?.(form));
  });
  const onclose = vi.fn();
  render(TableImport, { workspaceId: 'demo', onclose });
  const refuse = (why: Failure | null): void => void (refused = why);
  return { user: userEvent.setup(), fake, calls, refuse, onclose };
}

async function press(opened: Opened, testid: string): Promise<void> {
  await opened.user.click(screen.getByTestId(testid));
}

function step(): string | undefined {
  return screen.getByTestId('table-step').dataset.step;
}

function meaningOf(heading: string): HTMLSelectElement {
  const rows = screen.getAllByTestId('table-column');
  const found = rows.find(({ dataset }) => dataset.heading === heading);
  if (!found) throw new Error(`There is no column ${heading}`);
  return within(found).getByRole('combobox');
}

async function violations(): Promise<string[]> {
  const rules = { 'color-contrast': { enabled: false } };
  const found = await axe.run(document.body, { rules });
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

test('a table goes from its file to its drafts, and says what it did', async () => {
  const opened = open();
  await press(opened, 'table-choose');
  expect(step()).toBe('columns');
  expect(meaningOf('Datum').value).toBe('date');
  await opened.user.selectOptions(meaningOf('Intern'), 'first_comment');
  await opened.user.selectOptions(screen.getByTestId('table-profile'), 'kaffee');
  await press(opened, 'table-check');
  expect(step()).toBe('checked');
  expect(screen.getByTestId('table-sentence').textContent).toContain('18 of 20');
  await press(opened, 'table-import');
  expect(screen.getByTestId('table-done').textContent).toContain('Rows left out: 2.');
  const form = {
    table_id: 'table',
    meanings: ['date', 'time', 'platforms', 'text', 'files', 'first_comment', null],
    profile: 'kaffee',
  };
  expect(opened.calls).toEqual([
    { name: 'open_table', form: { workspace_id: 'demo' } },
    { name: 'dry_run_table', form },
    { name: 'import_table', form: { table: form, schedule: false } },
  ]);
  await press(opened, 'table-close');
  expect(opened.onclose).toHaveBeenCalledOnce();
});

test('every fault names its row and column, and what becomes of the row', async () => {
  const opened = open();
  await press(opened, 'table-choose');
  await press(opened, 'table-check');
  const faults = screen.getAllByTestId('table-fault');
  expect(faults.map(({ dataset }) => dataset.row)).toEqual(['5', '9', '14']);
  expect(faults[1]?.textContent).toMatch(/Bild.*sunset\.jpg.*Left out/s);
  expect(faults[2]?.textContent).toMatch(/Text.*Draft only/s);
});

test('a good row that clashes is told of, and stays good', async () => {
  const opened = open();
  await press(opened, 'table-choose');
  await press(opened, 'table-check');
  const [warning, ...others] = screen.getAllByTestId('table-warning');
  expect(others).toEqual([]);
  expect(warning?.textContent).toMatch(/7.*Datum.*says the same/s);
  expect(warning?.textContent).not.toMatch(/Left out|Draft only/);
});

test('thousands of faults are shown a part at a time', async () => {
  const [fault] = threeFaults;
  if (!fault) throw new Error('there is a fault');
  const faults = Array.from({ length: 250 }, (_, row) => ({ ...fault, row, column: null }));
  const opened = open({ chosen: table({ rows: 400 }), faults, warnings: [] });
  await press(opened, 'table-choose');
  await press(opened, 'table-check');
  expect(screen.getAllByTestId('table-fault')).toHaveLength(100);
  await press(opened, 'table-faults-more');
  await press(opened, 'table-faults-more');
  expect(screen.getAllByTestId('table-fault')).toHaveLength(250);
  expect(screen.queryByTestId('table-faults-more')).toBeNull();
  expect(screen.getAllByText('Whole row')).toHaveLength(250);
});

test('nothing is scheduled unless the person says so, and the button says it, too', async () => {
  const opened = open();
  await press(opened, 'table-choose');
  await press(opened, 'table-check');
  const button = screen.getByTestId('table-import');
  expect(button.textContent?.trim()).toBe('Make 18 drafts');
  await press(opened, 'table-schedule');
  expect(button.textContent?.trim()).toBe('Make 18 drafts, schedule 17');
  await press(opened, 'table-import');
  expect(opened.calls.at(-1)?.form).toMatchObject({ schedule: true });
});

test('a table in which nothing is good cannot be brought in', async () => {
  const [fault] = threeFaults;
  if (!fault) throw new Error('there is a fault');
  const opened = open({ chosen: table({ rows: 1 }), faults: [fault], warnings: [] });
  await press(opened, 'table-choose');
  await press(opened, 'table-check');
  expect(screen.queryByTestId('table-import')).toBeNull();
  expect(screen.queryByTestId('table-schedule')).toBeNull();
  await press(opened, 'table-back');
  expect(step()).toBe('columns');
});

test('choosing no file changes nothing', async () => {
  const opened = open({ chosen: null, faults: [], warnings: [] });
  await press(opened, 'table-choose');
  expect(step()).toBe('choose');
});

test('a file that is no table says why, and another one can be chosen', async () => {
  const opened = open();
  opened.refuse(failure('invalid', 'This is a spreadsheet’s own file.', 'Save it as CSV.'));
  await press(opened, 'table-choose');
  expect(screen.getByTestId('table-failure').textContent).toMatch(/own file.*Save it as CSV/s);
  opened.refuse(null);
  await press(opened, 'table-choose');
  expect(step()).toBe('columns');
  expect(screen.getByTestId('table-failure').textContent).toBe('');
});

test('two columns of one meaning are refused with the meanings kept', async () => {
  const opened = open();
  await press(opened, 'table-choose');
  await opened.user.selectOptions(meaningOf('Intern'), 'text');
  await press(opened, 'table-check');
  expect(step()).toBe('columns');
  expect(screen.getByTestId('table-failure').textContent).toContain('Two columns mean the same');
  expect(meaningOf('Intern').value).toBe('text');
});

test('what is worth knowing of the file stays in sight until it is brought in', async () => {
  const note = 'This same table was imported on 1 December 2026.';
  const opened = open({ chosen: table({ notes: [note] }), faults: [], warnings: [] });
  await press(opened, 'table-choose');
  expect(screen.getByText(note)).toBeTruthy();
  await press(opened, 'table-check');
  expect(screen.getByText(note)).toBeTruthy();
});

test('each step gives the focus to its heading', async () => {
  const opened = open();
  const focused = (heading: string): Promise<void> =>
    waitFor(() => expect(document.activeElement?.textContent).toBe(heading));
  await focused('Choose a table');
  await press(opened, 'table-choose');
  await focused('What the columns mean');
  await press(opened, 'table-check');
  await focused('What would come of it');
});

test('axe finds nothing in any step', async () => {
  const opened = open();
  expect(await violations()).toEqual([]);
  for (const next of ['table-choose', 'table-check', 'table-import']) {
    await press(opened, next);
    expect(await violations()).toEqual([]);
  }
}, 20_000);
