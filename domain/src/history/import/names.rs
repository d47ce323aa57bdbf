//! People, collectives and awards by what offices call them. What could be two is nobody: it is said who it could be.

use std::collections::BTreeMap;

use super::head::key;
use super::{Human, Place, Prize, Register};
use crate::history::Subject;
use crate::name::alphabet;

/// What offices write short, by key, and the awards that it may mean.
const SHORT: [(&str, &[&str]); 43] = [
    ("ldtt", &["ldtt"]),
    ("laodongtientien", &["ldtt"]),
    ("cstdcs", &["cstd-cs"]),
    ("cstdcoso", &["cstd-cs"]),
    ("chiensithiduacapcoso", &["cstd-cs"]),
    ("chiensithiduacoso", &["cstd-cs"]),
    ("cstdnganh", &["cstd-nganh"]),
    ("cstdbo", &["cstd-nganh"]),
    ("cstdcapbo", &["cstd-nganh"]),
    ("chiensithiduanganh", &["cstd-nganh"]),
    ("chiensithiduabo", &["cstd-nganh"]),
    ("chiensithiduacapbo", &["cstd-nganh"]),
    ("cstdtq", &["cstd-tq"]),
    ("cstdtoanquoc", &["cstd-tq"]),
    ("cstd", &["cstd-cs", "cstd-nganh", "cstd-tq"]),
    ("chiensithidua", &["cstd-cs", "cstd-nganh", "cstd-tq"]),
    ("ttldtt", &["ttldtt"]),
    ("taptheldtt", &["ttldtt"]),
    ("ttldxs", &["ttldxs"]),
    ("taptheldxs", &["ttldxs"]),
    ("cotdnganh", &["co-nganh"]),
    ("cothiduanganh", &["co-nganh"]),
    ("cothiduabo", &["co-nganh"]),
    ("cobo", &["co-nganh"]),
    ("cotdcp", &["co-cp"]),
    ("cothiduachinhphu", &["co-cp"]),
    ("cothidua", &["co-nganh", "co-cp"]),
    ("gk", &["giay-khen"]),
    ("bk", &["bk-bo", "bk-ttg"]),
    ("bangkhen", &["bk-bo", "bk-ttg"]),
    ("bkbotruong", &["bk-bo"]),
    ("bangkhenbo", &["bk-bo"]),
    ("bangkhenbotruong", &["bk-bo"]),
    ("bangkhencuabotruong", &["bk-bo"]),
    ("bktt", &["bk-ttg"]),
    ("bangkhenthutuong", &["bk-ttg"]),
    ("bangkhencuathutuong", &["bk-ttg"]),
    ("hcld", &["hcld-ba", "hcld-nhi", "hcld-nhat"]),
    ("huanchuonglaodong", &["hcld-ba", "hcld-nhi", "hcld-nhat"]),
    ("hcldhangba", &["hcld-ba"]),
    ("hcldhangnhi", &["hcld-nhi"]),
    ("hcldhangnhat", &["hcld-nhat"]),
    ("kiniemchuong", &["knc"]),
];

/// Code of a fault, and who or what it could be.
pub type Miss = (&'static str, String);

pub struct Names<'a> {
    register: &'a Register<'a>,
    people: BTreeMap<String, Vec<&'a Human>>,
    units: BTreeMap<String, Vec<&'a Place>>,
    places: BTreeMap<&'a str, &'a Place>,
    awards: BTreeMap<String, Vec<&'a Prize>>,
}

impl<'a> Names<'a> {
    pub fn of(register: &'a Register<'a>) -> Names<'a> {
        let mut names = Names {
            register,
            people: BTreeMap::new(),
            units: BTreeMap::new(),
            places: register.units.iter().map(|place| (place.id.as_str(), place)).collect(),
            awards: BTreeMap::new(),
        };
        for human in register.people {
            names.people.entry(key(&human.name)).or_default().push(human);
        }
        for place in register.units {
            for name in &place.names {
                put(&mut names.units, key(name), place);
            }
        }
        for prize in register.awards {
            put(&mut names.awards, key(&prize.id), prize);
            put(&mut names.awards, key(&prize.name), prize);
        }
        for (short, ids) in SHORT {
            for prize in register.awards.iter().filter(|prize| ids.contains(&prize.id.as_str())) {
                put(&mut names.awards, short.to_owned(), prize);
            }
        }
        names
    }

    /// Whom a row is about, by its three columns. The fault has its column.
    pub fn whom(&self, person: &str, collective: &str, unit: &str) -> Result<Subject, (&'static str, Miss)> {
        let plain = |code| (code, String::new());
        let (column, subject, at) = match (person, collective) {
            ("", "") => return Err(("person", plain("subject_missing"))),
            ("", text) => {
                let place = self.collective(text).map_err(|miss| ("collective", miss))?;
                ("collective", Subject::Collective(place.id.clone()), &place.id)
            }
            (text, "") => match self.person(text, unit) {
                Ok(human) => ("person", Subject::Person(human.id.clone()), &human.unit),
                // Many tables have one column for both.
                Err((code, _)) if code == "person_unknown" && self.collective(text).is_ok() => {
                    let place = self.collective(text).map_err(|miss| ("person", miss))?;
                    ("person", Subject::Collective(place.id.clone()), &place.id)
                }
                Err(miss) => return Err(("person", miss)),
            },
            _ => return Err(("person", plain("subject_twice"))),
        };
        if self.register.mine.contains(at) { Ok(subject) } else { Err((column, ("not_yours", self.place_name(at)))) }
    }

    /// Somebody by id, or by full name and unit.
    fn person(&self, text: &str, unit: &str) -> Result<&'a Human, Miss> {
        if let Some(human) = self.register.people.iter().find(|human| human.id.eq_ignore_ascii_case(text)) {
            return Ok(human);
        }
        let alike = self.people.get(&key(text)).map(Vec::as_slice).unwrap_or_default();
        if alike.is_empty() {
            return Err(("person_unknown", String::new()));
        }
        // A name with marks is that name and no other; one without may be any.
        let is_plain = text.is_ascii();
        let spelled: Vec<&Human> =
            alike.iter().copied().filter(|human| is_plain || letters(&human.name) == letters(text)).collect();
        if spelled.is_empty() {
            return Err(("person_spelled", self.told(alike)));
        }
        let here = if unit.is_empty() { spelled.clone() } else { self.of_unit(&spelled, unit) };
        match here.as_slice() {
            [] => Err(("person_elsewhere", self.told(&spelled))),
            [one] => Ok(one),
            several => Err(("person_ambiguous", self.told(several))),
        }
    }

    /// Those whose own unit is called so; else whose unit's name holds it; else those of a unit below it.
    fn of_unit(&self, people: &[&'a Human], unit: &str) -> Vec<&'a Human> {
        let wanted = key(unit);
        let called = |id: &str, fits: &dyn Fn(&str) -> bool| {
            let names = self.places.get(id).map(|place| place.names.as_slice()).unwrap_or_default();
            id.eq_ignore_ascii_case(unit) || names.iter().any(|name| fits(&key(name)))
        };
        let is = |name: &str| name == wanted;
        let holds = |name: &str| wanted.len() >= 4 && name.contains(&wanted);
        let below = |human: &Human| {
            let path = self.places.get(human.unit.as_str()).map(|place| place.path.as_slice()).unwrap_or_default();
            path.iter().any(|id| called(id, &is))
        };
        let ways: [&dyn Fn(&Human) -> bool; 3] =
            [&|human| called(&human.unit, &is), &|human| called(&human.unit, &holds), &below];
        let found = ways.into_iter().map(|way| people.iter().copied().filter(|human| way(human)).collect::<Vec<_>>());
        found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
    }

    fn collective(&self, text: &str) -> Result<&'a Place, Miss> {
        if let Some(place) = self.register.units.iter().find(|place| place.id.eq_ignore_ascii_case(text)) {
            return Ok(place);
        }
        let wanted = key(text);
        let wanted = wanted.strip_prefix("tapthe").unwrap_or(&wanted);
        match self.units.get(wanted).map(Vec::as_slice) {
            None | Some([]) => Err(("collective_unknown", String::new())),
            Some([one]) => Ok(one),
            Some(several) => {
                Err(("collective_ambiguous", joined(several.iter().map(|place| self.place_name(&place.id)))))
            }
        }
    }

    /// An award by code, name or what offices write short.
    pub fn award(&self, text: &str) -> Result<&'a Prize, Miss> {
        let wanted = key(text);
        let bare = ["danhhieu", "hinhthuc"].into_iter().find_map(|prefix| wanted.strip_prefix(prefix));
        let found = self.awards.get(&wanted).or_else(|| self.awards.get(bare?)).map(Vec::as_slice);
        match found {
            None | Some([]) => Err(("award_unknown", String::new())),
            Some([one]) => Ok(one),
            Some(several) => Err(("award_ambiguous", joined(several.iter().map(|prize| prize.name.clone())))),
        }
    }

    fn place_name(&self, id: &str) -> String {
        let name = self.places.get(id).and_then(|place| place.names.last().or(place.names.first()));
        name.cloned().unwrap_or_else(|| id.to_owned())
    }

    /// People so that they can be told apart: name, unit, id.
    fn told(&self, people: &[&Human]) -> String {
        joined(people.iter().map(|human| format!("{} – {} [{}]", human.name, self.place_name(&human.unit), human.id)))
    }
}

fn put<'a, T>(into: &mut BTreeMap<String, Vec<&'a T>>, key: String, one: &'a T) {
    let all = into.entry(key).or_default();
    if !all.iter().any(|known| std::ptr::eq(*known, one)) {
        all.push(one);
    }
}

fn joined(names: impl Iterator<Item = String>) -> String {
    names.take(6).collect::<Vec<_>>().join("; ")
}

/// Words by their letters and, apart from these, their tones: `Hoà` and `Hòa` are one name.
fn letters(name: &str) -> Vec<(Vec<u8>, Vec<u8>)> {
    let word = |word: &str| {
        let signs = alphabet(word);
        let letters = signs.iter().map(|(letter, _)| *letter).collect();
        (letters, signs.iter().map(|(_, tone)| *tone).filter(|tone| *tone != 0).collect())
    };
    name.split_whitespace().map(word).collect()
}
