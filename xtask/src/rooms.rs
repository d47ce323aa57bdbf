//! The dependency rule of ARCHITECTURE.md, checked: who may depend on whom, and what may be named where.

use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use crate::lexer::{Kind, Piece, pieces};
use crate::place::Place;

/// Room and the rooms it may depend on.
const MAY_DEPEND: [(&str, &[&str]); 8] = [
    ("thidua-sync", &[]),
    ("thidua-domain", &["thidua-sync"]),
    // Its tests turn on what is the server's.
    ("thidua-media", &["thidua-media"]),
    ("thidua-scanner", &[]),
    ("thidua-papers", &[]),
    ("thidua-app", &["thidua-sync", "thidua-domain", "thidua-media", "thidua-papers"]),
    ("thidua-server", &["thidua-sync", "thidua-domain", "thidua-media"]),
    ("xtask", &[]),
];

/// What the pure rooms may not name: no waiting, clock, chance, floats, browser, database, or order that differs from run to run.
const IMPURE: [&str; 19] = [
    "async",
    "std::time",
    "SystemTime",
    "Instant",
    "Utc::now",
    "Local::now",
    "rand",
    "getrandom",
    "thread_rng",
    "f32",
    "f64",
    "web_sys",
    "js_sys",
    "HashMap",
    "HashSet",
    "tokio",
    "sqlx",
    "rusqlite",
    "std::fs",
];
const BROWSER: [&str; 1] = ["web_sys"];
const DATABASE: [&str; 4] = ["sqlx", "rusqlite", "tokio_postgres", "libsqlite3_sys"];

/// Every breach of the rule, each in a line that names the place.
pub fn breaches(place: &Place) -> Result<Vec<String>> {
    let mut found = wrong_arrows(&place.metadata);
    for room in ["sync", "domain", "media", "scanner", "papers", "app", "server"] {
        scan(&place.root, &place.root.join(room).join("src"), room, &mut found)?;
    }
    Ok(found)
}

fn scan(root: &Path, dir: &Path, room: &str, found: &mut Vec<String>) -> Result<()> {
    let mut entries: Vec<_> = std::fs::read_dir(dir)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            scan(root, &path, room, found)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            found.extend(misnamed(room, &name, &std::fs::read_to_string(&path)?));
        }
    }
    Ok(())
}

/// Dependencies between rooms that the rule does not allow.
fn wrong_arrows(metadata: &Value) -> Vec<String> {
    let packages = metadata["packages"].as_array().map_or(&[][..], Vec::as_slice);
    let mut found = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let Some((_, allowed)) = MAY_DEPEND.iter().find(|(room, _)| *room == name) else {
            found.push(format!(
                "{name} is a room the rule does not know; add it to ARCHITECTURE.md and to xtask/src/rooms.rs"
            ));
            continue;
        };
        for dependency in package["dependencies"].as_array().map_or(&[][..], Vec::as_slice) {
            let other = dependency["name"].as_str().unwrap_or_default();
            let is_room = MAY_DEPEND.iter().any(|(room, _)| *room == other);
            if is_room && !allowed.contains(&other) {
                found.push(format!("{name} must not depend on {other}"));
            }
        }
    }
    found
}

/// Names in one source file that its room may not use.
fn misnamed(room: &str, file: &str, source: &str) -> Vec<String> {
    let inner = file.split_once("/src/").map_or(file, |(_, inner)| inner);
    let in_any = |starts: &[&str]| starts.iter().any(|start| inner.starts_with(start));
    let (names, sql_allowed): (Vec<&str>, bool) = match room {
        "sync" | "domain" | "media" | "scanner" | "papers" => (IMPURE.to_vec(), false),
        "app" if in_any(&["store", "net", "browser"]) => (DATABASE.to_vec(), false),
        "app" => ([&BROWSER[..], &DATABASE[..]].concat(), false),
        "server" if in_any(&["store"]) => (Vec::new(), true),
        _ => (DATABASE.to_vec(), false),
    };
    let all = pieces(source);
    let mut found = Vec::new();
    for (at, piece) in all.iter().enumerate() {
        match piece.kind {
            Kind::Word => {
                let hit = names.iter().find(|name| matches_name(&all[at..], name));
                found.extend(hit.map(|name| format!("{file}:{}: {room} must not name `{name}` here", piece.line)));
            }
            Kind::Text if !sql_allowed && is_sql(&piece.text) => {
                found.push(format!("{file}:{}: SQL belongs to server/src/store*", piece.line));
            }
            _ => {}
        }
    }
    found
}

/// Whether the pieces start with `a::b::c`.
fn matches_name(pieces: &[Piece], name: &str) -> bool {
    let mut rest = pieces.iter();
    name.split("::").enumerate().all(|(place, word)| {
        let joined = place == 0 || (0..2).all(|_| rest.next().is_some_and(|p| p.text == ":" && p.kind == Kind::Sign));
        joined && rest.next().is_some_and(|p| p.kind == Kind::Word && p.text == word)
    })
}

fn is_sql(text: &str) -> bool {
    let text = text.trim_start();
    ["SELECT ", "INSERT INTO ", "DELETE FROM ", "CREATE TABLE ", "PRAGMA "].iter().any(|start| text.starts_with(start))
        || (text.starts_with("UPDATE ") && text.contains(" SET "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_pure_room_may_not_wait_look_at_the_clock_or_roll_dice() {
        let bad =
            "use std::time::Duration;\nasync fn f(x: f64) { rand::random() }\nlet t = Utc::now();\nHashMap::new()";
        let found = misnamed("sync", "sync/src/a.rs", bad);
        for name in ["std::time", "async", "f64", "rand", "Utc::now", "HashMap"] {
            assert!(found.iter().any(|line| line.contains(&format!("`{name}`"))), "{name} not in {found:?}");
        }
        assert!(found.iter().any(|line| line.starts_with("sync/src/a.rs:3:")), "{found:?}");
    }

    #[test]
    fn words_that_only_look_alike_are_fine() {
        let good = "//! no async, f64 or HashMap\nfn operand(now: i64, brand: &str) { \"SystemTime\"; Utc::from(now); std::timer }";
        assert_eq!(misnamed("domain", "domain/src/a.rs", good), Vec::<String>::new());
    }

    #[test]
    fn only_the_rim_of_the_app_names_the_browser() {
        let source = "use web_sys::window;";
        assert_eq!(misnamed("app", "app/src/pages/home.rs", source).len(), 1);
        assert_eq!(misnamed("app", "app/src/store/idb.rs", source).len(), 0);
        assert_eq!(misnamed("app", "app/src/browser.rs", source).len(), 0);
    }

    #[test]
    fn only_the_back_ends_speak_sql() {
        let source = "let q = \"SELECT 1\"; sqlx::query(q)";
        assert_eq!(misnamed("server", "server/src/http.rs", source).len(), 2);
        assert_eq!(misnamed("server", "server/src/store/sqlite.rs", source).len(), 0);
    }

    #[test]
    fn an_arrow_against_the_rule_is_found() {
        let package = |name: &str, other: &str| json!({ "name": name, "dependencies": [{ "name": other }] });
        let wrong = |name, other| wrong_arrows(&json!({ "packages": [package(name, other)] })).len();
        assert_eq!(wrong("thidua-app", "thidua-domain"), 0);
        assert_eq!(wrong("thidua-app", "thidua-server"), 1);
        assert_eq!(wrong("thidua-sync", "thidua-domain"), 1);
        assert_eq!(wrong("thidua-new", "serde"), 1);
    }
}
