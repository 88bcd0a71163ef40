//! Adding 50 photos of 12 megapixels and showing each of them small, beside plainly decoding the
//! same files one after the other.
//!
//! Latchkey's figure has everything in it that happens when photos are dropped on a draft: reading,
//! taking place and camera out, the copy on the disk, the database, and the small picture as the
//! page gets it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, ensure};
use image::codecs::jpeg::JpegEncoder;
use image::{ImageReader, RgbImage};
use latchkey_core::Core;
use latchkey_core::views::FileForm;
use tokio::runtime::Runtime;

use crate::desk;
use crate::report::Row;

const PHOTOS: usize = 50;
/// 12 megapixels, as a phone takes them.
const WIDTH: u32 = 4_000;
const HEIGHT: u32 = 3_000;
/// Pictures that differ; the photos are these again and again, each with a note of its own.
const DIFFERENT: usize = 5;
const ROUNDS: usize = 3;
/// Ours may take as long as plain decoding: it does more, but two photos at a time.
const AIM: f64 = 1.0;

/// Measures both, one after the other, several times.
pub(crate) fn measure() -> anyhow::Result<Row> {
    let folder = tempfile::tempdir()?;
    let photos = photos(folder.path())?;
    let runtime = Runtime::new()?;
    let core = runtime.block_on(desk::core(folder.path()))?;
    let (mut ours, mut plain) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let start = Instant::now();
        runtime.block_on(add_and_show(&core, &photos))?;
        ours.push(milliseconds(start));
        let start = Instant::now();
        decode(&photos)?;
        plain.push(milliseconds(start));
    }
    let what = "50 photos added and shown / decoded";
    Ok(Row::of_medians(what, "ms", AIM, ours, plain))
}

async fn add_and_show(core: &Core, photos: &[PathBuf]) -> anyhow::Result<()> {
    let added = core.add_files(desk::DRAFT, photos.to_vec()).await?;
    ensure!(
        added.files.len() == PHOTOS,
        "all were taken in: {:?}",
        added.refused
    );
    for file in added.files {
        let form = FileForm { file_id: file.id };
        let shown = core.file_thumbnail(form).await?;
        ensure!(shown.picture.is_some(), "{} is shown", file.name);
    }
    Ok(())
}

fn decode(photos: &[PathBuf]) -> anyhow::Result<()> {
    for photo in photos {
        let picture = ImageReader::open(photo)?.decode()?;
        ensure!((picture.width(), picture.height()) == (WIDTH, HEIGHT));
    }
    Ok(())
}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1_000.0
}

fn photos(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let different: Vec<Vec<u8>> = (0..DIFFERENT).map(photo).collect::<Result<_, _>>()?;
    (0..PHOTOS)
        .map(|number| {
            let path = folder.join(format!("{number}.jpg"));
            let note = format!("\u{0}\u{8}no {number:03}");
            let jpeg = &different[number % DIFFERENT];
            let noted = [&jpeg[..2], b"\xFF\xFE", note.as_bytes(), &jpeg[2..]].concat();
            fs::write(&path, noted).context("a photo could be written")?;
            Ok(path)
        })
        .collect()
}

/// Soft shapes with a grain over them, which make a file of some megabytes, as a photo is.
fn photo(number: usize) -> Result<Vec<u8>, image::ImageError> {
    let mut grain = number as u32 + 1;
    let shift = number as f32;
    let picture = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = (grain >> 27) as f32;
        let (x, y) = (x as f32 / 300.0, y as f32 / 200.0);
        let tone = |phase: f32| 110.0 + 90.0 * (x + phase).sin() * (y + shift).cos() + grain;
        image::Rgb([tone(0.0) as u8, tone(1.0) as u8, tone(2.0) as u8])
    });
    let mut jpeg = Vec::new();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, 90))?;
    Ok(jpeg)
}
