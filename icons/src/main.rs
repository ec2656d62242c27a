//! Renders the SVG sources beside it at the sizes that each system wants. What it writes is committed.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use resvg::tiny_skia::{ColorU8, Pixmap, PixmapPaint, Transform};
use resvg::usvg::{Options, Tree};

/// What bundles and windows ask for, by file name.
const APP: [(&str, u32); 6] = [
    ("32x32.png", 32),
    ("48x48.png", 48),
    ("64x64.png", 64),
    ("128x128.png", 128),
    ("256x256.png", 256),
    ("icon.png", 512),
];
/// Windows takes them from one file.
const ICO: [u32; 7] = [16, 20, 24, 32, 48, 64, 256];
/// So does macOS.
const ICNS: [u32; 6] = [16, 32, 64, 128, 256, 512];
/// A tray at scales from 100 % to 300 %.
const TRAY: [u32; 5] = [16, 20, 24, 32, 48];
/// A menu bar of macOS at its double scale, where the system colours what is drawn.
const TEMPLATE: u32 = 44;
const STATES: [&str; 5] = ["up_to_date", "at_work", "waiting_for_you", "paused", "not_connected"];
/// The glyph's colour on a bar of that kind.
const BARS: [(&str, &str); 2] = [("light", "#1f2a30"), ("dark", "#f4f7f8")];
/// What a mark is coloured with, and what it is cut out with.
const MARKS: [&str; 2] = ["#2f80c3", "#d97706"];

fn main() -> Result<()> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    app(&folder)?;
    for state in STATES {
        tray(&folder, state)?;
    }
    Ok(())
}

fn app(folder: &Path) -> Result<()> {
    let source = read(&folder.join("app.svg"))?;
    let rendered = folder.join("app");
    for (name, size) in APP {
        write(&rendered.join(name), &render(&source, size)?.encode_png()?)?;
    }
    let mut windows = ico::IconDir::new(ico::ResourceType::Icon);
    for size in ICO {
        let image = ico::IconImage::from_rgba_data(size, size, plain(&render(&source, size)?));
        windows.add_entry(ico::IconDirEntry::encode(&image)?);
    }
    let mut bytes = Vec::new();
    windows.write(Cursor::new(&mut bytes))?;
    write(&rendered.join("icon.ico"), &bytes)?;
    let mut mac = icns::IconFamily::new();
    for size in ICNS {
        let image = icns::Image::from_data(icns::PixelFormat::RGBA, size, size, plain(&render(&source, size)?))?;
        mac.add_icon(&image)?;
    }
    let mut bytes = Vec::new();
    mac.write(Cursor::new(&mut bytes))?;
    write(&rendered.join("icon.icns"), &bytes)
}

fn tray(folder: &Path, state: &str) -> Result<()> {
    let source = read(&folder.join("tray").join(format!("{state}.svg")))?;
    let rendered = folder.join("tray").join("rendered");
    for (bar, colour) in BARS {
        let coloured = source.replace("currentColor", colour);
        for size in TRAY {
            write(&rendered.join(format!("{state}-{bar}-{size}.png")), &render(&coloured, size)?.encode_png()?)?;
        }
    }
    for size in TRAY {
        write(&rendered.join(format!("{state}-any-{size}.png")), &on_any_bar(&source, size)?.encode_png()?)?;
    }
    // The system looks at what is drawn, not at its colour: a mark's inside is cut out by being left undrawn.
    let mut template = source.replace("currentColor", "#000000");
    for mark in MARKS {
        template = template.replace(mark, "#000000");
    }
    let mut pixels = render(&template, TEMPLATE)?;
    for pixel in pixels.data_mut().chunks_exact_mut(4) {
        if let [red, green, blue, alpha] = pixel {
            let white = u16::from(*red).min(u16::from(*green)).min(u16::from(*blue));
            *alpha = u8::try_from(u16::from(*alpha).saturating_sub(white)).unwrap_or_default();
            (*red, *green, *blue) = (0, 0, 0);
        }
    }
    write(&rendered.join(format!("{state}-template.png")), &pixels.encode_png()?)
}

/// Light with a dark rim: legible whatever the bar's colour, where it cannot be known.
fn on_any_bar(source: &str, size: u32) -> Result<Pixmap> {
    let [(_, dark), (_, light)] = BARS;
    let shape = render(&source.replace("currentColor", dark), size)?;
    let rim = i64::from(size.div_ceil(20));
    let at = |x: i64, y: i64| {
        let (x, y) = (u32::try_from(x).ok()?, u32::try_from(y).ok()?);
        shape.pixel(x, y).map(|pixel| pixel.alpha())
    };
    let mut pixels = Pixmap::new(size, size).context("an icon has a size")?;
    for (index, pixel) in pixels.pixels_mut().iter_mut().enumerate() {
        let index = i64::try_from(index)?;
        let (x, y) = (index % i64::from(size), index / i64::from(size));
        let near = (-rim..=rim).flat_map(|dx| (-rim..=rim).map(move |dy| (dx, dy)));
        let alpha =
            near.filter(|(dx, dy)| dx * dx + dy * dy <= rim * rim).filter_map(|(dx, dy)| at(x + dx, y + dy)).max();
        *pixel = ColorU8::from_rgba(0x1f, 0x2a, 0x30, alpha.unwrap_or_default()).premultiply();
    }
    let glyph = render(&source.replace("currentColor", light), size)?;
    pixels.draw_pixmap(0, 0, glyph.as_ref(), &PixmapPaint::default(), Transform::identity(), None);
    Ok(pixels)
}

fn render(source: &str, size: u32) -> Result<Pixmap> {
    let tree = Tree::from_str(source, &Options::default())?;
    let mut pixels = Pixmap::new(size, size).context("an icon has a size")?;
    #[allow(clippy::cast_precision_loss, reason = "sizes of icons are small")]
    let scale = size as f32 / tree.size().width();
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    Ok(pixels)
}

/// Colours as they are, not multiplied by how much they cover.
fn plain(pixels: &Pixmap) -> Vec<u8> {
    pixels
        .pixels()
        .iter()
        .flat_map(|pixel| {
            let colour = pixel.demultiply();
            [colour.red(), colour.green(), colour.blue(), colour.alpha()]
        })
        .collect()
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes).with_context(|| format!("writing {}", path.display()))
}
