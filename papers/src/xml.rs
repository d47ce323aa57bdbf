//! A writer of XML that cannot leave a tag open or a text unescaped.

#[derive(Default)]
pub struct Xml {
    out: String,
}

/// Name and value.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// A part of a document, with the declaration in front.
    pub fn part() -> Xml {
        Xml { out: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n") }
    }

    pub fn into_string(self) -> String {
        self.out
    }

    pub fn empty(&mut self, tag: &str, attributes: Attributes<'_>) {
        self.start(tag, attributes);
        self.out.push_str("/>");
    }

    pub fn within(&mut self, tag: &str, attributes: Attributes<'_>, inside: impl FnOnce(&mut Xml)) {
        self.start(tag, attributes);
        self.out.push('>');
        inside(self);
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    pub fn text(&mut self, text: &str) {
        for c in text.chars().filter(|c| allowed(*c)) {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                _ => self.out.push(c),
            }
        }
    }

    fn start(&mut self, tag: &str, attributes: Attributes<'_>) {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.text(value);
            self.out.push('"');
        }
    }
}

/// Whether XML 1.0 may hold the character and a reader can see it; others are left out.
fn allowed(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_is_left_out_and_the_rest_escaped() {
        let mut xml = Xml::default();
        xml.within("a", &[("b", "\"<\u{1}")], |xml| xml.text("x\0\u{b}\u{ffff}<&>y"));
        assert_eq!(xml.into_string(), "<a b=\"&quot;&lt;\">x&lt;&amp;&gt;y</a>");
    }
}
