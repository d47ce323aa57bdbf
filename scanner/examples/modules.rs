//! Writes QR codes of the words it is given, each as rows of `#` and `.`, with an empty line between them: what tests draw.

use fast_qr::{ECL, QRBuilder};

fn main() {
    for text in std::env::args().skip(1) {
        let code = QRBuilder::new(text).ecl(ECL::M).build().expect("the text fits a code");
        for y in 0..code.size {
            let row: String = (0..code.size).map(|x| if code[y][x].value() { '#' } else { '.' }).collect();
            println!("{row}");
        }
        println!();
    }
}
