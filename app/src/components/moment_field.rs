//! A day and a time of it, as people type them: `24/5/2022`, `8h30`. The browser's own field shows another country's order.

use leptos::prelude::*;

use super::date_field::DateField;
use super::text_field::TextField;
use crate::text::{said, t};

/// The value is what a draft stores: `2022-05-24T08:30`, or the very words on either side of the `T` when they are none (yet).
#[component]
pub fn MomentField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_input: Callback<String>,
    #[prop(optional, into)] id: String,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] error: Signal<String>,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let day = Memo::new(move |_| parts(&value.read()).0);
    let time = Memo::new(move |_| parts(&value.read()).1);
    let write = move |day: String, time: String| {
        let is_blank = day.trim().is_empty() && time.trim().is_empty();
        on_input.run(if is_blank { String::new() } else { format!("{day}T{time}") });
    };
    let as_day = move || t!("moment-day-of", label = label.get());
    view! {
        <div class="moment">
            <DateField id label=Signal::derive(as_day) hint value=day on_input=move |text| write(text, time.get_untracked()) error required/>
            <TextField
                label=said("moment-time")
                value=time
                placeholder=said("moment-time-placeholder")
                on_input=move |text: String| write(day.get_untracked(), stored(&text))
            />
        </div>
    }
}

fn parts(value: &str) -> (String, String) {
    let (day, time) = value.rsplit_once('T').unwrap_or((value, ""));
    (day.to_owned(), time.to_owned())
}

/// `8h`, `8h5`, `8:30` and `08.30` as `08:30`; other words as they are.
fn stored(text: &str) -> String {
    let plain = text.trim().to_lowercase();
    let (hour, minute) = plain.split_once(['h', ':', '.', 'g']).unwrap_or((&plain, ""));
    let number = |part: &str, below: u32| match part.trim() {
        "" => Some(0),
        part if part.len() <= 2 => part.parse::<u32>().ok().filter(|number| *number < below),
        _ => None,
    };
    match (number(hour, 24), number(minute, 60)) {
        (Some(hour), Some(minute)) if !plain.is_empty() => format!("{hour:02}:{minute:02}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (typed, read) in [("8h30", "08:30"), ("8h", "08:00"), ("08:5", "08:05"), ("14.15", "14:15"), ("7", "07:00")]
        {
            assert_eq!(stored(typed), read);
        }
        for words in ["", "25h", "8h75", "sáng", "123"] {
            assert_eq!(stored(words), words);
        }
        assert_eq!(parts("2022-05-24T08:30"), ("2022-05-24".into(), "08:30".into()));
        assert_eq!(parts("24/5"), ("24/5".into(), String::new()));
    }
}
