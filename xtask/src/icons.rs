//! `cargo xtask icons`: the PNGs of `public/icons`, drawn from the SVGs by the browser. Their results are committed.

use std::process::{Command, Stdio};

use anyhow::{Result, ensure};

use crate::place::Place;
use crate::setup;

/// Source, result, side in pixels.
const ICONS: [(&str, &str, u32); 4] = [
    ("icon.svg", "icon-192.png", 192),
    ("icon.svg", "icon-512.png", 512),
    ("icon-maskable.svg", "icon-maskable-512.png", 512),
    ("icon-maskable.svg", "apple-touch-icon.png", 180),
];

pub fn draw(place: &Place) -> Result<()> {
    let chrome = setup::chromium()?;
    let icons = place.public().join("icons");
    let dir = place.kept("icons")?;
    for (source, result, side) in ICONS {
        let svg = std::fs::read_to_string(icons.join(source))?;
        let page = dir.join("page.html");
        let style = "html,body{margin:0;background:transparent}svg{display:block;width:100vw;height:100vh}";
        std::fs::write(&page, format!("<!doctype html><meta charset=utf-8><style>{style}</style>{svg}"))?;
        let out = icons.join(result);
        let mut command = Command::new(&chrome);
        command.args(["--headless", "--disable-gpu", "--hide-scrollbars", "--default-background-color=00000000"]);
        if setup::is_root() {
            command.arg("--no-sandbox");
        }
        command.arg(format!("--user-data-dir={}", dir.join("profile").display()));
        command.arg(format!("--window-size={side},{side}")).arg(format!("--screenshot={}", out.display()));
        let status =
            command.arg(format!("file://{}", page.display())).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        ensure!(status.success() && out.is_file(), "Chromium did not draw {result}");
        println!("✓ public/icons/{result}");
    }
    Ok(())
}
