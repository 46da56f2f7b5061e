//! The pieces of a section other than tables.

use maud::{Markup, PreEscaped, html};

use crate::report::chart::Chart;
use crate::report::model::{Block, Fact};
use crate::report::tone::Tone;

use super::text::breakable;
use super::{Page, picture, table, tone};

/// The blocks in reading order; `level` is that of their headings.
pub(super) fn blocks(page: &Page<'_>, blocks: &[Block], level: u8) -> Markup {
    html! {
        @for block in blocks { (self::block(page, block, level)) }
    }
}

fn block(page: &Page<'_>, block: &Block, level: u8) -> Markup {
    match block {
        Block::Heading(text) => heading(text, level),
        Block::Paragraph(text) => html! { p.prose { (breakable(text)) } },
        Block::Callout { tone, title, lines } => callout(page, *tone, title, lines),
        Block::Facts(facts) => self::facts(page, facts),
        Block::List(items) => html! {
            ul.prose { @for item in items { li { (breakable(item)) } } }
        },
        Block::Table(table) => table::table(page, table),
        Block::Charts(charts) => self::charts(page, charts),
        Block::Reference(inner) => self::blocks(page, inner, level),
        Block::Details { summary, blocks } => html! {
            details {
                summary { (breakable(summary)) }
                div.folded { (self::blocks(page, blocks, level + 1)) }
            }
        },
    }
}

fn heading(text: &str, level: u8) -> Markup {
    match level {
        ..=3 => html! { h3 { (text) } },
        4 => html! { h4 { (text) } },
        _ => html! { h5 { (text) } },
    }
}

fn callout(page: &Page<'_>, tone: Tone, title: &str, lines: &[String]) -> Markup {
    html! {
        div.callout.(tone::class(tone)) role="note" {
            p.callout-title {
                (tone::mark(tone)) span { (breakable(title)) (tone::spoken(page, tone)) }
            }
            @for line in lines { p { (breakable(line)) } }
        }
    }
}

fn facts(page: &Page<'_>, facts: &[Fact]) -> Markup {
    html! {
        dl.facts data-count=(facts.len()) {
            @for fact in facts {
                div.fact.(tone::class(fact.tone)) {
                    dt { (fact.label) }
                    dd.value {
                        (tone::mark(fact.tone)) span { (fact.value) }
                        (tone::spoken(page, fact.tone))
                    }
                    @if !fact.note.is_empty() { dd.basis { (breakable(&fact.note)) } }
                }
            }
        }
    }
}

fn charts(page: &Page<'_>, charts: &[Chart]) -> Markup {
    let arrangement = if charts.len() > 1 { "many" } else { "one" };
    html! {
        div.charts.(arrangement) {
            @for chart in charts { (self::chart(page, chart)) }
        }
    }
}

fn chart(page: &Page<'_>, chart: &Chart) -> Markup {
    let picture = picture::compact(&(page.svg)(chart));
    html! {
        figure.chart id={ "Chart-" (chart.id) } {
            div.picture aria-hidden="true" { (PreEscaped(picture)) }
            figcaption.vh {
                (chart.title) ". " (chart.subtitle) ". " (chart.description)
                @if let Some(note) = &chart.note { " " (note) }
            }
        }
    }
}
