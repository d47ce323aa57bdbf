//! Generated passwords, and the one place that they are written to.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;
use std::thread;

use crate::accounts;
use crate::cli::Secret;

/// Letters and digits that are not taken for one another.
const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// A new password of 80 random bits, and its hash.
pub fn fresh() -> (String, String) {
    let plain = plain();
    let hash = accounts::hash(&plain);
    (plain, hash)
}

/// Many of them, hashed on all cores.
pub fn many(count: usize) -> Vec<(String, String)> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let share = |core: usize| (core..count).step_by(cores).count();
    thread::scope(|scope| {
        let work = |core| scope.spawn(move || (0..share(core)).map(|_| fresh()).collect::<Vec<_>>());
        let threads: Vec<_> = (0..cores).map(work).collect();
        let done = threads.into_iter().flat_map(|thread| thread.join().expect("invariant: hashing does not panic"));
        done.collect()
    })
}

fn plain() -> String {
    let random: [u8; 16] = crate::random();
    let signs: Vec<char> = random.iter().map(|byte| char::from(SIGNS[usize::from(byte % 32)])).collect();
    let groups: Vec<String> = signs.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// Passwords until they are handed over. They are written to their file before the accounts are made, so that none is
/// ever lost.
pub struct Passwords {
    file: Option<(PathBuf, File)>,
    noted: Vec<(String, String)>,
}

impl Passwords {
    pub fn open(secret: &Secret) -> Result<Passwords, String> {
        let file = match &secret.passwords_to {
            None => None,
            Some(path) => {
                let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
                Some((path.clone(), made.map_err(|error| format!("{}: {error}", path.display()))?))
            }
        };
        Ok(Passwords { file, noted: Vec::new() })
    }

    pub fn note(&mut self, login: &str, plain: &str) -> Result<(), String> {
        self.noted.push((accounts::login_of(login), plain.into()));
        match &mut self.file {
            Some((path, file)) => writeln!(file, "{},{plain}", accounts::login_of(login))
                .map_err(|error| format!("{}: {error}", path.display())),
            None => Ok(()),
        }
    }

    /// The accounts are made: shows the passwords, once.
    pub fn hand_over(self) -> Result<(), String> {
        match &self.file {
            Some((path, file)) => {
                file.sync_all().map_err(|error| format!("{}: {error}", path.display()))?;
                println!("Đã xong. {} mật khẩu trong {}.", self.noted.len(), path.display());
            }
            None => {
                for (login, plain) in &self.noted {
                    println!("Tên đăng nhập: {login}\nMật khẩu: {plain}");
                }
                println!("Đã xong.");
            }
        }
        Ok(())
    }

    /// Nothing was made: removes the file, and answers what to tell.
    pub fn forget(self, why: &str) -> String {
        if let Some((path, _)) = &self.file {
            drop(std::fs::remove_file(path));
        }
        why.into()
    }
}
