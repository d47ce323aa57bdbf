//! Prints how many questions were answered and the digest of all answers, as this machine works them out.

fn main() {
    let (count, digest) = thidua_domain::probe::digest();
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    println!("{count} {hex}");
}
