//! What goes into `dist/` and under which names. Reads `public/` and the compiled app; writes nothing.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use serde_json::{Map, Value, json};

use crate::compress::hex_digest;
use crate::css;
use crate::ftl;
use crate::minify;
use crate::references::{Urls, attribute, check_no_dangling, fill, hashed_url, rewrite};
use crate::wasm::{SCANNER, SCREENS, STAMP};

/// One file of the front end.
pub struct Built {
    /// Path inside `dist/`, without a leading slash.
    pub path: String,
    /// The stable name people and code know it by.
    pub logical: String,
    pub bytes: Vec<u8>,
}

/// The whole front end, ready to be written.
pub struct FrontEnd {
    /// 12 hexadecimal digits that change when any file changes.
    pub build: String,
    pub files: Vec<Built>,
}

const BOOT: &str = "boot.js";
const STYLES: &str = "styles.css";
const SCREEN_STYLES: &str = "screens.css";
const PAGE: &str = "index.html";
const WORKER: &str = "sw.js";
const MANIFEST: &str = "manifest.webmanifest";

/// Files every start needs, in the order of the size table.
pub const FIRST_LOAD: [&str; 7] = [PAGE, BOOT, STYLES, "app.js", SCREENS, "app.wasm", "vi.json"];

/// What comes from npm.
pub struct Tools<'a> {
    /// Where packages lie.
    pub packages: &'a Path,
    pub terser: Option<&'a Path>,
}

/// Puts the front end together from `public/` and the compiled app in `app`. `tag` makes it another build.
pub fn front_end(public: &Path, app: &Path, tools: &Tools<'_>, tag: &str) -> Result<FrontEnd> {
    let mut plain = public_files(public)?;
    let read = |plain: &mut BTreeMap<String, Vec<u8>>, name: &str| -> Result<String> {
        let bytes = plain.remove(name).with_context(|| format!("public/{name} is missing"))?;
        String::from_utf8(bytes).with_context(|| format!("public/{name} is not UTF-8"))
    };
    let (page, worker) = (read(&mut plain, PAGE)?, read(&mut plain, WORKER)?);
    let (manifest, boot) = (read(&mut plain, MANIFEST)?, read(&mut plain, BOOT)?);

    let mut urls = Urls::new();
    let mut files = Vec::new();
    let mut add_as = |urls: &mut Urls, logical: &str, url: &str, bytes: Vec<u8>| {
        files.push(Built { path: url.trim_start_matches('/').to_owned(), logical: logical.to_owned(), bytes });
        urls.insert(logical.to_owned(), url.to_owned());
    };
    add_app(app, |logical, url, bytes| add_as(&mut urls, logical, url, bytes))?;
    let mut add = |urls: &mut Urls, logical: &str, bytes: Vec<u8>| {
        let url = hashed_url(logical, &hex_digest(&bytes));
        add_as(urls, logical, &url, bytes);
    };
    // Leaves first, then what points at them: a name must change when anything it reaches changes.
    let core = std::fs::read(app.join("app_bg.wasm")).context("the compiled app has no app_bg.wasm")?;
    let mut screens = String::new();
    for (name, bytes) in plain {
        // Stylesheets that travel with the screens travel together.
        if name.starts_with("apart/") {
            screens.push_str(&css::squeeze(&String::from_utf8(bytes)?));
            continue;
        }
        match name.strip_suffix(".ftl") {
            Some(language) => {
                let (first, screens) = ftl::split(texts(&name, bytes)?, &core);
                add(&mut urls, &format!("{language}.json"), first.into_bytes());
                add(&mut urls, &format!("{language}-screens.json"), screens.into_bytes());
            }
            None => add(&mut urls, &name, bytes),
        }
    }
    add(&mut urls, SCREEN_STYLES, screens.into_bytes());
    let styles = rewrite(&styles(public, tools.packages)?, &urls);
    add(&mut urls, STYLES, styles.into_bytes());
    let boot = minify::module(tools.terser, rewrite(&boot, &urls))?;
    add(&mut urls, BOOT, boot.into_bytes());

    let manifest = with_screenshots(&manifest, &urls)?;
    let manifest = rewrite(&manifest, &urls);
    check_no_dangling(&manifest, MANIFEST, &[])?;
    let build = build_id(tag, &urls, &[&page, &worker, &manifest]);

    let page = fill(&page, PAGE, r#"name="thidua-build" content="dev""#, &build_meta(&build, tag))?;
    let named: BTreeMap<_, _> = urls.iter().filter(|(logical, _)| is_asked_for(logical)).collect();
    let map = attribute(&serde_json::to_string(&named)?);
    let page =
        fill(&page, PAGE, r#"name="thidua-assets" content="{}""#, &format!(r#"name="thidua-assets" content="{map}""#))?;
    let page = rewrite(&page, &urls);
    check_no_dangling(&page, PAGE, &["/", "/manifest.webmanifest"])?;

    let precached = precache_list(&files, &page, &manifest);
    let worker = fill(&worker, WORKER, r#"const BUILD = "dev";"#, &format!("const BUILD = {};", json!(build)))?;
    let worker = fill(&worker, WORKER, "const FILES = {};", &format!("const FILES = {precached};"))?;
    let worker = minify::module(tools.terser, worker)?;
    for (name, text) in [(PAGE, page), (WORKER, worker), (MANIFEST, manifest)] {
        files.push(Built { path: name.to_owned(), logical: name.to_owned(), bytes: text.into_bytes() });
    }
    Ok(FrontEnd { build, files })
}

/// Whether the app asks for a file by its name. The loader of the screens knows theirs, the page and the manifest the rest.
fn is_asked_for(logical: &str) -> bool {
    let is_elsewhere = [BOOT, STYLES, "too-old.js"].contains(&logical)
        || logical.starts_with("screens/")
        || logical.starts_with("plan-")
        || logical.ends_with(".png");
    !is_elsewhere
}

fn texts(name: &str, bytes: Vec<u8>) -> Result<Map<String, Value>> {
    let text = String::from_utf8(bytes).with_context(|| format!("public/{name} is not UTF-8"))?;
    ftl::compile(name, &text).map_err(|faults| anyhow!("texts the app cannot read:\n{faults}"))
}

fn build_meta(build: &str, tag: &str) -> String {
    let tag = if tag.is_empty() { String::new() } else { format!(r#" data-tag="{}""#, attribute(tag)) };
    format!(r#"name="thidua-build" content="{build}"{tag}"#)
}

fn build_id(tag: &str, urls: &Urls, texts: &[&str]) -> String {
    let mut all = format!("{tag}\n");
    for (logical, url) in urls {
        all.push_str(&format!("{logical} {url}\n"));
    }
    for text in texts {
        all.push_str(&hex_digest(text.as_bytes()));
    }
    hex_digest(all.as_bytes())[..12].to_owned()
}

/// URL → SHA-256 of what the service worker must hold. Screenshots are for the install sheet only.
fn precache_list(files: &[Built], page: &str, manifest: &str) -> Value {
    let mut list: BTreeMap<String, String> = files
        .iter()
        .filter(|file| !file.logical.starts_with("screenshots/"))
        .map(|file| (format!("/{}", file.path), hex_digest(&file.bytes)))
        .collect();
    list.insert("/".into(), hex_digest(page.as_bytes()));
    list.insert(format!("/{MANIFEST}"), hex_digest(manifest.as_bytes()));
    json!(list)
}

/// Leaves out of the manifest the screenshots that are not there (yet), instead of pointing at nothing.
fn with_screenshots(manifest: &str, urls: &Urls) -> Result<String> {
    let mut value: Value = serde_json::from_str(manifest).context("public/manifest.webmanifest is not JSON")?;
    if let Some(list) = value["screenshots"].as_array_mut() {
        list.retain(|shot| shot["src"].as_str().is_some_and(|src| urls.contains_key(src.trim_start_matches('/'))));
    }
    Ok(serde_json::to_string(&value)?)
}

/// The compiled app. Its glue and the loader of its screens name each other, so both carry one digest of
/// what they say.
fn add_app(app: &Path, mut add: impl FnMut(&str, &str, Vec<u8>)) -> Result<()> {
    let mut files = walk(app)?;
    files.remove(STAMP);
    let mut take = |name: &str| files.remove(name).with_context(|| format!("the compiled app has no {name}"));
    let (glue, wasm) = (String::from_utf8(take("app.js")?)?, take("app_bg.wasm")?);
    let screens = String::from_utf8(take(SCREENS)?)?;
    let mut parts = Vec::new();
    for (name, bytes) in files {
        let logical = match name.strip_suffix(".wasm") {
            // The app asks for it by its name.
            Some(stem) if stem.strip_suffix("_bg") == Some(SCANNER) => format!("{SCANNER}.wasm"),
            Some(_) => format!("screens/{}", name.replacen("split_", "", 1)),
            None => name.clone(),
        };
        parts.push((name, hashed_url(&logical, &hex_digest(&bytes)), logical, bytes));
    }
    // What the compiler made ends up side by side in /assets.
    let beside = |url: &str| url.replace("/assets/", "./");
    let named = |text: &str, own: &[String; 2]| {
        let pair = [("app.js", &own[0]), (SCREENS, &own[1])];
        let all = pair.into_iter().chain(parts.iter().map(|(name, url, ..)| (name.as_str(), url)));
        all.fold(text.to_owned(), |text, (name, url)| rename(&text, &format!("./{name}"), &beside(url)))
    };
    let own = |digest: &str| ["app.js", SCREENS].map(|name| hashed_url(name, digest));
    let unnamed = own(&"0".repeat(12));
    let digest = hex_digest(format!("{}{}", named(&glue, &unnamed), named(&screens, &unnamed)).as_bytes());
    let urls = own(&digest);
    let (glue, screens) = (named(&glue, &urls), named(&screens, &urls));
    for (_, url, logical, bytes) in parts {
        add(&logical, &url, bytes);
    }
    add("app.js", &urls[0], glue.into_bytes());
    add(SCREENS, &urls[1], screens.into_bytes());
    add("app.wasm", &hashed_url("app.wasm", &hex_digest(&wasm)), wasm);
    Ok(())
}

/// Points quoted references at another file. A key of an object stays: there it is the name that the WASM asks for.
fn rename(script: &str, name: &str, url: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(at) = rest.find(name) {
        let (before, after) = (&rest[..at], &rest[at + name.len()..]);
        let is_quoted = before.ends_with(['"', '\'']) && after.starts_with(['"', '\'']);
        let is_key = after.get(1..).is_some_and(|after| after.trim_start().starts_with(':'));
        out.push_str(before);
        out.push_str(if is_quoted && !is_key { url } else { name });
        rest = after;
    }
    out + rest
}

/// Shipped files of `public/` by logical name. `plans/2022.json` is known as `plan-2022.json`.
fn public_files(public: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for (name, bytes) in walk(public)? {
        let top = name.split('/').next().unwrap_or_default();
        // `demo`, `calendar` and `rules` belong to the server; stylesheets are bundled apart; sources of pictures and notes stay at home.
        if ["demo", "calendar", "rules"].contains(&top)
            || top.starts_with("styles")
            || (name.ends_with(".css") && top != "apart")
            || name.ends_with(".md")
        {
            continue;
        }
        let logical = name.strip_prefix("plans/").map(|plan| format!("plan-{}", plan.trim_start_matches("plan-")));
        files.insert(logical.unwrap_or(name), bytes);
    }
    Ok(files)
}

/// One stylesheet: the few lines of the first paint, then the app's own (`styles.css`, or `styles/main.css`, or all of `styles/`).
fn styles(public: &Path, packages: &Path) -> Result<String> {
    let mut entries = vec![public.join("boot.css")];
    let own = [public.join(STYLES), public.join("styles/main.css")].into_iter().find(|file| file.is_file());
    match own {
        Some(file) => entries.push(file),
        None => entries.extend(walk(&public.join("styles"))?.into_keys().map(|name| public.join("styles").join(name))),
    }
    let mut text = String::new();
    for entry in entries.iter().filter(|entry| entry.extension().is_some_and(|e| e == "css") && entry.is_file()) {
        text.push_str(&css::bundle(entry, packages)?);
    }
    Ok(css::squeeze(&text))
}

/// Every file below a folder by its relative path with forward slashes, in order; none when there is no folder.
fn walk(dir: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    if !dir.is_dir() {
        return Ok(files);
    }
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            files.extend(walk(&path)?.into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            files.insert(name, std::fs::read(&path)?);
        }
    }
    Ok(files)
}

#[cfg(test)]
#[path = "assemble_tests.rs"]
mod tests;
