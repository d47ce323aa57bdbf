//! Prints how many questions were answered and the digest of all answers, as this machine works them out.

mod cases;

fn main() {
    let (count, digest) = cases::digest();
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    println!("{count} {hex}");
}
