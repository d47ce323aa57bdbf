//! Prints how many questions were answered, how many cases have a known answer and were answered so, and the digest of all
//! answers, as this machine works them out.

fn main() {
    let answer = thidua_domain::probe::answer();
    let hex: String = answer.digest.iter().map(|byte| format!("{byte:02x}")).collect();
    println!("{} {} {} {hex}", answer.questions, answer.cases, answer.known);
}
