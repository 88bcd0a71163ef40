use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Table {
    Table::read(text.as_bytes()).unwrap()
}

fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
    let rows = read(text).rows.into_iter();
    rows.map(|row| (row.number, row.cells)).collect()
}

fn cells<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

#[test]
fn the_separator_is_found_out() {
    for separator in [",", ";", "\t"] {
        let text = ["Date,Text", "2026-12-01,Hi", "2026-12-02,You"].join("\n");
        let table = read(&text.replace(',', separator));
        assert_eq!(table.headings, ["Date", "Text"]);
        assert_eq!(table.rows[1].cells, ["2026-12-02", "You"]);
    }
}

#[test]
fn a_text_full_of_commas_does_not_make_them_the_separator() {
    let table = read("Datum;Text\n01.12.2026;Eins, zwei, drei\n02.12.2026;Vier, fünf, sechs");
    assert_eq!(table.headings, ["Datum", "Text"]);
    assert_eq!(table.rows[0].cells[1], "Eins, zwei, drei");
}

#[test]
fn the_line_by_which_excel_is_told_the_separator_is_no_row() {
    let table = read("sep=;\r\nText\r\na, b\r\n");
    assert_eq!(table.headings, ["Text"]);
    assert_eq!(table.rows[0].number, 2);
}

#[test]
fn one_column_is_a_table_too() {
    assert_eq!(rows("Text\nHello"), [(2, cells(["Hello"]))]);
}

#[test]
fn quotes_separators_and_lines_within_a_cell_stay_in_it() {
    let text = "Text,Title\r\n\"one\r\n\r\ntwo, \"\"three\"\"\",T\r\nfour,U\r\n";
    assert_eq!(
        rows(text),
        [
            (2, cells(["one\n\ntwo, \"three\"", "T"])),
            (3, cells(["four", "U"]))
        ]
    );
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_does_with_the_empty_ones() {
    let text = "\nText,Title\n\n\na,b\n,\n  ,\nc,d\n\n";
    assert_eq!(rows(text), [(5, cells(["a", "b"])), (8, cells(["c", "d"]))]);
}

#[test]
fn a_row_that_is_short_has_empty_cells_and_one_that_is_long_is_marked() {
    let table = read("a,b\n1\n1,2,3\n1,2,,\n");
    assert_eq!(table.rows[0].cells, ["1", ""]);
    let long: Vec<bool> = table.rows.iter().map(|row| row.too_long).collect();
    assert_eq!(long, [false, true, false]);
}

#[test]
fn columns_without_heading_at_the_right_edge_are_none() {
    assert_eq!(read("a,,b,,\n1,2,3,,").headings, ["a", "", "b"]);
}

#[test]
fn what_looks_like_a_formula_is_text() {
    assert_eq!(rows("Text\n=1+1"), [(2, cells(["=1+1"]))]);
}

#[test]
fn a_quotation_mark_that_never_closes_names_its_row() {
    let text = "Text,Title\na,b\n\"c,d\ne,f\n";
    assert_eq!(
        Table::read(text.as_bytes()),
        Err(NotATable::QuoteLeftOpen(3))
    );
}

#[test]
fn a_quotation_mark_within_a_cell_is_a_letter() {
    assert_eq!(rows("Text\n5\" disk"), [(2, cells(["5\" disk"]))]);
}

#[test]
fn a_file_without_rows_is_no_table() {
    for text in ["", "\n\n", "Text,Title", "Text\n\n , \n", ",,\n"] {
        assert_eq!(
            Table::read(text.as_bytes()),
            Err(NotATable::Empty),
            "{text:?}"
        );
    }
}

#[test]
fn a_table_may_have_ten_thousand_rows_and_not_one_more() {
    let text = |rows| format!("Text\n{}", "a\n".repeat(rows));
    assert_eq!(read(&text(MOST_ROWS)).rows.len(), MOST_ROWS);
    for too_many in [MOST_ROWS + 1, MOST_ROWS + 2, MOST_ROWS + 100] {
        assert_eq!(
            Table::read(text(too_many).as_bytes()),
            Err(NotATable::TooManyRows)
        );
    }
}

#[test]
fn a_table_may_have_two_hundred_columns_and_not_one_more() {
    let text = |columns| format!("{}\n1", vec!["a"; columns].join(","));
    assert_eq!(read(&text(MOST_COLUMNS)).headings.len(), MOST_COLUMNS);
    assert_eq!(
        Table::read(text(MOST_COLUMNS + 1).as_bytes()),
        Err(NotATable::TooManyColumns)
    );
}

proptest! {
    #[test]
    fn a_table_that_was_written_is_read_as_it_was(
        separator in prop::sample::select(&SEPARATORS),
        bodies in prop::collection::vec(
            prop::collection::vec("[a-z,;\t\"\n=é😀 ]{0,12}", 3), 1..12),
    ) {
        let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
        writer.write_record(["Text", "Title", "Files"]).unwrap();
        for row in &bodies {
            writer.write_record(row).unwrap();
        }
        // A first row that cannot be taken for one of another separator.
        let written = writer.into_inner().unwrap();
        let text = format!("sep={}\n{}", char::from(separator), String::from_utf8(written).unwrap());
        let wanted: Vec<(u32, Vec<String>)> = (2..)
            .zip(&bodies)
            .map(|(number, row)| (number, row.iter().map(|cell| cell.trim().to_owned()).collect()))
            .filter(|(_, row): &(u32, Vec<String>)| row.iter().any(|cell| !cell.is_empty()))
            .collect();
        match Table::read(text.as_bytes()) {
            Ok(table) => prop_assert_eq!(
                table.rows.into_iter().map(|row| (row.number, row.cells)).collect::<Vec<_>>(),
                wanted
            ),
            Err(why) => prop_assert_eq!((why, wanted.len()), (NotATable::Empty, 0)),
        }
    }

    #[test]
    fn no_file_whatever_makes_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        drop(Table::read(&bytes));
    }
}
