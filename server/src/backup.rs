//! Backup, restore and verify from the console.
//!
//! A backup counts only when the copy was opened and checked. A restore gives the history a new epoch, so that every
//! device notices by itself and hands in again what it keeps.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use thidua_sync::store::StoreError;

use crate::blobs::audit::{self, Depth};
use crate::blobs::{Blobs, folder_of};
use crate::cli::{Files, Place};
use crate::place::{alone, database_file, open};
use crate::rules::Rules;
use crate::store::postgres::{self, PostgresStore};
use crate::store::sqlite::SqliteStore;
use crate::store::{self, Store, new_epoch};
use crate::{now, reindex, verify};

pub type Outcome = Result<String, String>;

/// Writes a verified copy to a new file, and then says so in the database: devices may forget what lies in it.
pub fn backup(file: &Path, place: &Place, files: &Files, rules: &Rules) -> Outcome {
    if file.exists() {
        return Err(format!("{} đã có; chọn tên khác.", file.display()));
    }
    let (store, _lease) = open(place).map_err(told)?;
    let before = store::read(&*store, |desk| desk.head()).map_err(told)?;
    let part = beside(file, "part");
    clear(&part);
    let copied = store.copy_to(&part).map_err(told).and_then(|()| match place.database_url {
        Some(_) => listed(&part).map(|()| before.seq),
        None => checked(&part, rules),
    });
    let seq = copied.inspect_err(|_| clear(&part))?;
    flush(&part)?;
    std::fs::rename(&part, file).map_err(told)?;
    flush(file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")))?;
    // A restore between the copy and now would have made another history.
    let marked = store::write(&*store, |clerk| match clerk.head()?.epoch == before.epoch {
        true => clerk.set_backed_up(seq),
        false => Err(StoreError::Busy),
    });
    marked.map_err(told)?;
    // In this order: each file that the copy of the database names has arrived before it was made.
    let rest = match &files.s3_bucket {
        Some(bucket) => format!("bucket {bucket}"),
        None => format!("thư mục {}", folder_of(&place.data).display()),
    };
    Ok(format!(
        "Đã sao lưu cơ sở dữ liệu tới số {seq} vào {}. Ảnh và tài liệu minh chứng không nằm trong bản này: chép tiếp {rest}.",
        file.display()
    ))
}

/// Puts a copy in the place of the database. What was there is kept aside.
pub fn restore(file: &Path, place: &Place, overwrite: Overwrite, rules: &Rules) -> Outcome {
    match &place.database_url {
        Some(url) => restore_postgres(file, url, overwrite),
        None => restore_sqlite(file, &place.data, overwrite, rules),
    }
}

/// Whether a database that is there may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    Refuse,
    Allow,
}

fn restore_sqlite(file: &Path, data: &Path, overwrite: Overwrite, rules: &Rules) -> Outcome {
    let _lease = alone(data).map_err(told)?;
    let target = database_file(data);
    if target.exists() && overwrite == Overwrite::Refuse {
        return Err(format!("{} đã có dữ liệu; thêm --force để thay. Chưa thay đổi gì.", target.display()));
    }
    let fresh = beside(&target, "restoring");
    clear(&fresh);
    std::fs::copy(file, &fresh).map_err(|error| format!("{}: {error}", file.display()))?;
    let seq = renamed(&fresh, rules).inspect_err(|_| clear(&fresh))?;
    flush(&fresh)?;
    let aside = beside(&target, &format!("replaced-{}", now()));
    if target.exists() {
        // Opening it once brings what stands in its log into the file.
        drop(settle(&target));
        // Invariant: there is a database in the target's place at every moment; a start in between must not make a new one.
        if std::fs::hard_link(&target, &aside).is_err() {
            std::fs::copy(&target, &aside).map_err(told)?;
            flush(&aside)?;
        }
        for suffix in ["-wal", "-shm"] {
            let from = with_suffix(&target, suffix);
            if from.exists() {
                std::fs::rename(&from, with_suffix(&aside, suffix)).map_err(told)?;
            }
        }
    }
    std::fs::rename(&fresh, &target).map_err(told)?;
    flush(data)?;
    let kept = if aside.exists() { format!(" Dữ liệu cũ ở {}.", aside.display()) } else { String::new() };
    Ok(format!("Đã phục hồi tới số {seq}.{kept}"))
}

/// Checks a copy and gives it a new epoch.
fn renamed(fresh: &Path, rules: &Rules) -> Result<u64, String> {
    let seq = checked(fresh, rules)?;
    let store = SqliteStore::open(fresh).map_err(told)?;
    store::write(&store, |clerk| clerk.set_epoch(&new_epoch())).map_err(told)?;
    drop(store);
    settle(fresh).map_err(told)?;
    Ok(seq)
}

/// Opening and closing a database with nobody else on it empties its log into the file.
fn settle(file: &Path) -> Result<(), StoreError> {
    SqliteStore::open(file).map(drop)
}

fn restore_postgres(file: &Path, url: &str, overwrite: Overwrite) -> Outcome {
    let store = PostgresStore::open(url).map_err(told)?;
    let head = store::read(&store, |desk| desk.head()).map_err(told)?;
    if head.seq > 0 && overwrite == Overwrite::Refuse {
        return Err("Cơ sở dữ liệu đã có dữ liệu; thêm --force để thay. Chưa thay đổi gì.".into());
    }
    listed(file)?;
    let aside = beside(file, &format!("replaced-{}", now()));
    if head.seq > 0 {
        store.copy_to(&aside).map_err(told)?;
    }
    drop(store);
    let run = postgres::tool("pg_restore", url)
        .args(["--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error"])
        .arg(file)
        .status();
    if !run.map_err(|error| format!("pg_restore: {error}"))?.success() {
        return Err("pg_restore không xong; cơ sở dữ liệu như cũ.".into());
    }
    let store = PostgresStore::open(url).map_err(told)?;
    let head = store::write(&store, |clerk| {
        clerk.set_epoch(&new_epoch())?;
        clerk.head()
    });
    let kept = if aside.exists() { format!(" Dữ liệu cũ ở {}.", aside.display()) } else { String::new() };
    Ok(format!("Đã phục hồi tới số {}.{kept}", head.map_err(told)?.seq))
}

/// Checks a database and the files that it names, and says what it looked at.
pub fn check(place: &Place, files: &Files, depth: Depth, rules: &Rules) -> Outcome {
    let (store, _lease) = open(place).map_err(told)?;
    reindex::renew(&*store, rules).map_err(told)?;
    let report = verify::run(&*store, rules).map_err(told)?;
    if let Some(wrong) = report.wrong {
        return Err(format!("Sai: {wrong}"));
    }
    let audit = audit::run(&*store, &Blobs::new(&place.data, files)?, depth)?;
    if let Some(first) = audit.first_wrong {
        return Err(format!(
            "Sai: {} trong {} tệp minh chứng thiếu hoặc hỏng, đầu tiên là {first}",
            audit.wrong, audit.files
        ));
    }
    Ok(format!(
        "Đúng: {} dòng, {} kết quả lệnh, {} phạm vi, {} tệp minh chứng, tới số {}.",
        report.rows, report.outcomes, report.scopes, audit.files, report.head
    ))
}

/// Opens a copy and checks it whole. Answers how far it reaches.
fn checked(copy: &Path, rules: &Rules) -> Result<u64, String> {
    let store = SqliteStore::open(copy).map_err(told)?;
    reindex::renew(&store, rules).map_err(told)?;
    let report = verify::run(&store, rules).map_err(told)?;
    match report.wrong {
        Some(wrong) => Err(format!("Bản sao sai: {wrong}")),
        None => Ok(report.head),
    }
}

/// An archive of PostgreSQL can be read to its end.
fn listed(file: &Path) -> Result<(), String> {
    let run = Command::new("pg_restore").arg("--file=/dev/null").arg(file).status();
    match run.map_err(|error| format!("pg_restore: {error}"))?.success() {
        true => Ok(()),
        false => Err(format!("{} không đọc được.", file.display())),
    }
}

fn beside(file: &Path, suffix: &str) -> PathBuf {
    with_suffix(file, &format!(".{suffix}"))
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn clear(file: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        drop(std::fs::remove_file(with_suffix(file, suffix)));
    }
}

/// Brings a file or folder to the disk.
fn flush(path: &Path) -> Result<(), String> {
    File::open(path).and_then(|file| file.sync_all()).map_err(told)
}

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}
