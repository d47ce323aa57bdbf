//! Block 6: the content.

use super::paragraph::{Face, Para, dots};
use super::{size, table};
use crate::paper::{Align, Block, Ending, Look, Page, Run, Text, labels};
use crate::wording;
use crate::xml::Xml;

pub fn write(xml: &mut Xml, blocks: &[Block], ending: Ending, page: Page) {
    let face = Face::plain(size::TEXT);
    for (at, label) in labels(blocks).iter().enumerate() {
        let Some(block) = blocks.get(at) else { continue };
        let last = at + 1 == blocks.len();
        let before = at.checked_sub(1).and_then(|at| blocks.get(at));
        let after_table = matches!(before, Some(Block::Table(_)));
        let place = Para {
            before: if after_table { 120 } else { 0 },
            // The signature never stands alone on a page.
            keep: last,
            ..Para::TEXT
        };
        let centred = Para { align: Align::Centre, first: 0, keep: true, ..place };
        let text = ended(blocks, at, ending);
        match block {
            Block::Ground(_) => place.write(xml, &text, Face::italic(size::TEXT)),
            Block::Centred(_) => Para { before: 120, ..centred }.write(xml, &text, Face::bold(size::TEXT)),
            Block::Note(_) => centred.write(xml, &text, Face::italic(size::TEXT)),
            Block::Section(_) => {
                let capitals = text.iter().map(|run| Run { text: run.text.to_uppercase(), look: run.look });
                let line = labelled(label, Look::Bold, capitals.collect());
                Para { keep: true, ..place }.write(xml, &line, Face::bold(size::TEXT));
            }
            Block::Article(_) => place.write(xml, &labelled(label, Look::Bold, text), face),
            Block::Clause(_) => {
                let title = !text.is_empty() && text.iter().all(|run| run.look == Look::Bold);
                let look = if title { Look::Bold } else { Look::Plain };
                Para { keep: title || last, ..place }.write(xml, &labelled(label, look, text), face);
            }
            Block::Point(_) | Block::Dash(_) => place.write(xml, &labelled(label, Look::Plain, text), face),
            Block::Paragraph(_) => place.write(xml, &text, face),
            Block::Dotted(lines) => (0..*lines).for_each(|_| dots(xml, page.width(), face)),
            Block::Table(content) => {
                // Two tables that touch would be read as one.
                if after_table {
                    Para { before: 120, ..Para::SMALLEST }.write(xml, &[], face);
                }
                table::write(xml, content);
            }
        }
    }
}

/// The words of a block with the mark that belongs at their end.
fn ended(blocks: &[Block], at: usize, ending: Ending) -> Text {
    let next = blocks.get(at + 1);
    let (text, mark) = match blocks.get(at) {
        Some(Block::Ground(text)) => (text, Some(if matches!(next, Some(Block::Ground(_))) { ";" } else { "." })),
        Some(Block::Article(text) | Block::Clause(text) | Block::Paragraph(text)) => (text, None),
        Some(Block::Point(text) | Block::Dash(text)) => {
            let goes_on = matches!(next, Some(Block::Point(_) | Block::Dash(_)));
            let open = text.last().is_some_and(|run| run.text.trim_end().ends_with(';'));
            // A list that goes on by semicolons ends with a full stop.
            (text, (open && !goes_on).then_some("."))
        }
        Some(Block::Centred(text) | Block::Note(text) | Block::Section(text)) => return text.clone(),
        Some(Block::Dotted(_) | Block::Table(_)) | None => return Text::new(),
    };
    let mark = if next.is_none() && ending == Ending::Mark { Some("./.") } else { mark };
    mark.map_or_else(|| text.clone(), |mark| wording::ended(text.clone(), mark))
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
    fn a_list_goes_on_by_semicolons_and_ends_with_a_full_stop() {
        let dash = |text: &str| Block::Dash(plain(text));
        let xml = written(&[dash("một;"), dash("hai;"), Block::Paragraph(plain("ba")), dash("bốn")], Ending::Bare);
        for text in ["một;<", "hai.<", "bốn<"] {
            assert!(xml.contains(text), "{text} in {xml}");
        }
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
