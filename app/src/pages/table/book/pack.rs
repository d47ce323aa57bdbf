//! The files in the zip, as far as there is room for them: a small file may unpack to one that no device holds.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{NoBook, xml};

/// Most bytes that all files that are read may come to.
const ROOM: u64 = 64_000_000;

pub struct Pack<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

/// What one file of the pack says of another.
pub struct Relation {
    pub id: String,
    /// The last word of its type, such as `worksheet`.
    pub kind: String,
    /// Its path in the pack.
    pub target: String,
}

impl<'a> Pack<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Pack<'a>, NoBook> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| NoBook::Broken)?;
        Ok(Pack { zip, left: ROOM })
    }

    pub fn text(&mut self, path: &str) -> Result<String, NoBook> {
        self.find(path)?.ok_or(NoBook::Broken)
    }

    /// A file of the pack. What its size is said to be is not believed.
    fn find(&mut self, path: &str) -> Result<Option<String>, NoBook> {
        let mut bytes = Vec::new();
        let file = match self.zip.by_name(path) {
            Ok(file) if file.encrypted() => return Err(NoBook::Locked),
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(NoBook::Broken),
        };
        file.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| NoBook::Broken)?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(size).ok_or(NoBook::Vast)?;
        String::from_utf8(bytes).map(Some).map_err(|_| NoBook::Broken)
    }

    /// The relations of a file, or of the pack itself; none where nothing says so.
    pub fn relations(&mut self, of: &str) -> Result<Vec<Relation>, NoBook> {
        let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
        let below = |target: &str| match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => joined(folder, target),
        };
        let Some(text) = self.find(&joined(folder, &format!("_rels/{name}.rels")))? else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        xml::each(&text, &mut |piece| {
            if let xml::Piece::Open("Relationship", attributes) = piece {
                let kind = attributes.get("Type").rsplit('/').next().unwrap_or_default().to_owned();
                found.push(Relation { id: attributes.get("Id"), kind, target: below(&attributes.get("Target")) });
            }
        })?;
        Ok(found)
    }
}

fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
