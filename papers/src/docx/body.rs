//! Block 6: the content.

use super::paragraph::{Face, Para, dots};
use super::{size, table};
use crate::paper::{Align, Block, Ending, Look, Page, Run, Text, labels};
use crate::wording;
use crate::xml::Xml;

pub fn write(xml: &mut Xml, blocks: &[Block], ending: Ending, page: Page) {
    for (at, (block, label)) in blocks.iter().zip(labels(blocks)).enumerate() {
        let last = at + 1 == blocks.len();
        let before = at.checked_sub(1).and_then(|at| blocks.get(at));
        let after_table = matches!(before, Some(Block::Table(_)));
        let place = Para {
            before: if after_table { 120 } else { 0 },
            // The signature never stands alone on a page.
            keep: last,
            ..Para::TEXT
        };
        let close = |text: &Text| match ending {
            Ending::Mark if last => wording::ended(text.clone(), "./."),
            _ => text.clone(),
        };
        let face = Face::plain(size::TEXT);
        match block {
            Block::Ground(text) => {
                let more = matches!(blocks.get(at + 1), Some(Block::Ground(_)));
                let text = wording::ended(text.clone(), if more { ";" } else { "." });
                place.write(xml, &text, Face::italic(size::TEXT));
            }
            Block::Centred(text) => {
                let para = Para { align: Align::Centre, first: 0, before: 120, keep: true, ..place };
                para.write(xml, text, Face::bold(size::TEXT));
            }
            Block::Note(text) => {
                let para = Para { align: Align::Centre, first: 0, keep: true, ..place };
                para.write(xml, text, Face::italic(size::TEXT));
            }
            Block::Section(text) => {
                let capitals = text.iter().map(|run| Run { text: run.text.to_uppercase(), look: run.look });
                let line = labelled(&label, Look::Bold, capitals.collect());
                Para { keep: true, ..place }.write(xml, &line, Face::bold(size::TEXT));
            }
            Block::Article(text) => place.write(xml, &labelled(&label, Look::Bold, close(text)), face),
            Block::Clause(text) => {
                let title = !text.is_empty() && text.iter().all(|run| run.look == Look::Bold);
                let look = if title { Look::Bold } else { Look::Plain };
                Para { keep: title || last, ..place }.write(xml, &labelled(&label, look, close(text)), face);
            }
            Block::Point(text) | Block::Dash(text) => {
                let more = matches!(blocks.get(at + 1), Some(Block::Point(_) | Block::Dash(_)));
                let open = text.last().is_some_and(|run| run.text.trim_end().ends_with(';'));
                // A list that goes on by semicolons ends with a full stop.
                let text = if open && !more { wording::ended(text.clone(), ".") } else { text.clone() };
                place.write(xml, &labelled(&label, Look::Plain, close(&text)), face);
            }
            Block::Paragraph(text) => place.write(xml, &close(text), face),
            Block::Dotted(lines) => (0..*lines).for_each(|_| dots(xml, page.width(), face)),
            Block::Table(content) => table::write(xml, content),
        }
    }
}

fn labelled(label: &str, look: Look, text: Text) -> Text {
    let label = Run { text: format!("{label} "), look };
    std::iter::once(label).chain(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::plain;

    fn written(blocks: &[Block], ending: Ending) -> String {
        let mut xml = Xml::default();
        write(&mut xml, blocks, ending, Page::Portrait);
        xml.into_string()
    }

    #[test]
    fn grounds_end_with_semicolons_and_the_last_with_a_full_stop() {
        let ground = |text: &str| Block::Ground(plain(text));
        let xml = written(&[ground("Căn cứ A."), ground("Căn cứ B"), ground("Theo C;")], Ending::Bare);
        for text in ["Căn cứ A;<", "Căn cứ B;<", "Theo C.<"] {
            assert!(xml.contains(text), "{text} in {xml}");
        }
        assert_eq!(xml.matches("<w:i/>").count(), 3);
    }

    #[test]
    fn the_last_words_end_with_the_mark() {
        let xml = written(&[Block::Paragraph(plain("một.")), Block::Article(plain("hai."))], Ending::Mark);
        assert!(xml.contains("một.<") && xml.contains("hai./.<"), "{xml}");
        assert!(!written(&[Block::Paragraph(plain("một."))], Ending::Bare).contains("./."));
    }

    #[test]
    fn content_is_justified_indented_and_six_points_apart() {
        let xml = written(&[Block::Paragraph(plain("một"))], Ending::Bare);
        assert!(xml.contains("w:firstLine=\"720\"") && xml.contains("w:val=\"both\""), "{xml}");
        assert!(xml.contains("w:after=\"120\"") && xml.contains("<w:sz w:val=\"28\"/>"), "{xml}");
    }

    #[test]
    fn the_number_of_a_clause_is_bold_where_it_is_a_title() {
        let bold = Block::Clause(vec![Run { text: "Tên".into(), look: Look::Bold }]);
        assert_eq!(written(&[bold], Ending::Bare).matches("<w:b/>").count(), 2);
        assert_eq!(written(&[Block::Clause(plain("lời"))], Ending::Bare).matches("<w:b/>").count(), 0);
    }
}
