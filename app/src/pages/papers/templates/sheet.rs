//! A paper as it will read, on the screen. Margins and fonts of the file itself are the writer's. Papers are Vietnamese, whichever
//! language the screens speak.

use leptos::prelude::*;
use thidua_papers::paper::{Align, Annex, Block, Ending, Head, Look, Paper, Row, Signature, Table, Text};
use thidua_papers::wording;

use crate::pages::papers::look::Looked;

#[component]
pub fn Sheet(looked: Looked) -> impl IntoView {
    let Looked { paper, labels, .. } = looked;
    let paper = paper?;
    let mut labels = labels.into_iter();
    let Paper { head, to, body, ending, recipients, signatures, annexes, code } = paper;
    let body = blocks(body, labels.next().unwrap_or_default(), ending);
    let annexes = annexes.into_iter().map(|one| annex(one, labels.next().unwrap_or_default())).collect_view();
    let to = (!to.is_empty()).then(|| {
        let lines = to.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
        view! { <div class="sheet-to"><p>"Kính gửi:"</p><div>{lines}</div></div> }
    });
    let recipients = (!recipients.is_empty()).then(|| {
        let lines = recipients.into_iter().map(|line| view! { <li>"- "{line}";"</li> }).collect_view();
        view! { <div class="sheet-recipients"><b><i>"Nơi nhận:"</i></b><ul>{lines}</ul></div> }
    });
    let signatures = signatures.into_iter().map(signature).collect_view();
    let code = code.map(|_| view! { <p class="sheet-code">"[QR]"</p> });
    Some(view! {
        <div class="paper-sheet" lang="vi">
            {top(head)}
            {to}
            {body}
            <div class="sheet-foot">{recipients}{signatures}</div>
            {code}
            {annexes}
        </div>
    })
}

fn top(head: Head) -> impl IntoView {
    let number = head.code.is_some().then(|| format!("Số: {}", head.reference()));
    let issued = wording::issued(head.issued);
    let place = head.place.map(|place| format!("{place}, {issued}"));
    view! {
        <div class="sheet-top">
            <div>
                {head.parent_body.map(|body| view! { <p class="upper">{body}</p> })}
                <p class="upper"><b>{head.body}</b></p>
                {number.map(|number| view! { <p>{number}</p> })}
            </div>
            <div>
                <p class="upper"><b>"Cộng hòa xã hội chủ nghĩa Việt Nam"</b></p>
                <p><b>"Độc lập - Tự do - Hạnh phúc"</b></p>
                {place.map(|place| view! { <p><i>{place}</i></p> })}
            </div>
        </div>
        <p class="sheet-title upper"><b>{head.type_name}</b></p>
        <p class="sheet-title"><b>{head.subject}</b></p>
    }
}

fn signature(one: Signature) -> impl IntoView {
    let lines = one.lines.into_iter().map(|line| view! { <p class="upper"><b>{line}</b></p> }).collect_view();
    view! {
        <div class="sheet-sign">
            {lines}
            {one.hint.map(|hint| view! { <p><i>{hint}</i></p> })}
            {one.other_post.map(|post| view! { <p class="upper"><b>{post}</b></p> })}
            <p class="sheet-name"><b>{one.name}</b></p>
        </div>
    }
}

fn annex(one: Annex, labels: Vec<String>) -> impl IntoView {
    view! {
        <hr/>
        {one.label.map(|label| view! { <p class="sheet-title upper"><b>{label}</b></p> })}
        <p class="sheet-title upper"><b>{one.title}</b></p>
        {one.subject.map(|subject| view! { <p class="sheet-title"><b>{subject}</b></p> })}
        <p class="sheet-title"><i>{one.note}</i></p>
        {blocks(one.body, labels, Ending::Bare)}
    }
}

fn blocks(blocks: Vec<Block>, labels: Vec<String>, ending: Ending) -> impl IntoView {
    let last = blocks.len().saturating_sub(1);
    let one = move |(nth, (block, label)): (usize, (Block, String))| {
        let mark = if ending == Ending::Mark && nth == last { "./." } else { "" };
        self::block(block, label, mark)
    };
    blocks.into_iter().zip(labels).enumerate().map(one).collect_view()
}

fn block(block: Block, label: String, mark: &'static str) -> AnyView {
    let (class, text) = match block {
        Block::Ground(text) => ("ground", text),
        Block::Centred(text) => ("centred", text),
        Block::Note(text) => ("centred note", text),
        Block::Section(text) => ("upper strong", text),
        Block::Article(text) => ("article", text),
        Block::Clause(text) | Block::Point(text) | Block::Dash(text) | Block::Paragraph(text) => ("plain", text),
        Block::Dotted(lines) => {
            let lines = (0..lines).map(|_| view! { <p class="dotted" aria-hidden="true"></p> }).collect_view();
            return lines.into_any();
        }
        Block::Table(table) => return self::table(table).into_any(),
    };
    let label = (!label.is_empty()).then(|| format!("{label} "));
    let text = if mark.is_empty() { text } else { wording::ended(text, mark) };
    view! { <p class=format!("sheet-block {class}")>{label.map(|label| view! { <span class="sheet-label">{label}</span> })}{runs(text)}</p> }
        .into_any()
}

fn runs(text: Text) -> impl IntoView {
    let run = |run: thidua_papers::paper::Run| match run.look {
        Look::Plain => run.text.into_any(),
        Look::Bold => view! { <b>{run.text}</b> }.into_any(),
        Look::Italic => view! { <i>{run.text}</i> }.into_any(),
    };
    text.into_iter().map(run).collect_view()
}

fn table(table: Table) -> impl IntoView {
    let count = table.columns.len();
    let aligns: Vec<&'static str> = table.columns.iter().map(|column| align(column.align)).collect();
    let heads = table.columns.into_iter().map(|column| {
        let title = match column.over {
            Some(over) => format!("{over}: {}", column.title),
            None => column.title,
        };
        view! { <th scope="col">{title}</th> }
    });
    let row = |row: Row| match row {
        Row::Group(text) => view! { <tr><td colspan=count.to_string()><b>{runs(text)}</b></td></tr> }.into_any(),
        Row::Cells(cells) => {
            let cells = cells.into_iter().zip(aligns.iter().copied());
            let cells = cells.map(|(cell, align)| view! { <td class=align>{runs(cell)}</td> }).collect_view();
            view! { <tr>{cells}</tr> }.into_any()
        }
    };
    let rows = table.rows.into_iter().map(row).collect_view();
    view! { <div class="sheet-table" tabindex="0"><table><thead><tr>{heads.collect_view()}</tr></thead><tbody>{rows}</tbody></table></div> }
}

fn align(align: Align) -> &'static str {
    match align {
        Align::Left | Align::Justified => "left",
        Align::Centre => "centre",
        Align::Right => "right",
    }
}
