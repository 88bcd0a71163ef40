//! The whole memory of a running process.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::ops::Range;
use std::os::unix::fs::FileExt;

/// Calls `look` with every piece of the process's memory that is in use and readable: runs of pages
/// without a gap. What WebKit reserves and does not use, many gigabytes, is left out.
///
/// # Panics
/// When this process may not read it; the person who started a program may, unless it forbids it.
pub(crate) fn pieces(process: u32, mut look: impl FnMut(&[u8])) {
    let open = |file| File::open(format!("/proc/{process}/{file}")).unwrap();
    let (memory, pagemap) = (open("mem"), open("pagemap"));
    for line in BufReader::new(open("maps")).lines() {
        let Some(region) = readable_region(&line.unwrap()) else {
            continue;
        };
        for piece in pages_in_use(&pagemap, region) {
            let mut bytes = vec![0; usize::try_from(piece.end - piece.start).unwrap()];
            // A page may go between the look at the map and this one, and devices cannot be read.
            if memory.read_exact_at(&mut bytes, piece.start).is_ok() {
                look(&bytes);
            }
        }
    }
}

const PAGE: u64 = 4096;

/// The addresses of a line of `proc_pid_maps(5)`, when they may be read.
fn readable_region(line: &str) -> Option<Range<u64>> {
    let mut fields = line.split(' ');
    let (start, end) = fields.next()?.split_once('-')?;
    let address = |digits| u64::from_str_radix(digits, 16).ok();
    let region = address(start)?..address(end)?;
    fields.next()?.starts_with('r').then_some(region)
}

/// The runs of pages that are in memory or swapped out, by `proc_pid_pagemap(5)`: eight bytes for
/// each page, of which the two highest bits say so.
fn pages_in_use(pagemap: &File, region: Range<u64>) -> Vec<Range<u64>> {
    let mut entries = vec![0; usize::try_from((region.end - region.start) / PAGE * 8).unwrap()];
    if pagemap
        .read_exact_at(&mut entries, region.start / PAGE * 8)
        .is_err()
    {
        // The kernel's own pages at the end of the address space have no entries.
        return Vec::new();
    }
    let pages = (region.start..region.end).step_by(4096);
    let in_use = entries
        .chunks_exact(8)
        .map(|entry| entry[7] & 0b1100_0000 != 0);
    let mut runs: Vec<Range<u64>> = Vec::new();
    for page in pages
        .zip(in_use)
        .filter_map(|(page, in_use)| in_use.then_some(page))
    {
        match runs.last_mut() {
            Some(run) if run.end == page => run.end = page + PAGE,
            _ => runs.push(page..page + PAGE),
        }
    }
    runs
}
