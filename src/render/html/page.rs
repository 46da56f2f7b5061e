//! The frame of the page: head, bar, title, navigation, sections, closing line.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::report::model::{Language, Report, Section, SectionKind};

use super::text::breakable;
use super::{Page, blocks, csp, tone};

/// The whole page.
pub(super) fn page(page: &Page<'_>) -> Markup {
    let report = page.report;
    let words = &report.words;
    html! {
        (DOCTYPE)
        html lang=(language(report.language)) {
            (head(report))
            body {
                a.skip href="#Main" { (words.skip) }
                @if let Some(mark) = &report.mark {
                    div.watermark aria-hidden="true" { (mark) }
                }
                (bar(report))
                header.hero id="Top" {
                    div.hero-in {
                        p.office { (report.office) }
                        h1 { (report.title) }
                        p.subtitle { (report.subtitle) }
                    }
                }
                div.frame {
                    (navigation(page))
                    main id="Main" tabindex="-1" {
                        @let legend_at = legend_place(report);
                        @for (idx, section) in report.sections.iter().enumerate() {
                            (self::section(page, section, legend_at == idx))
                        }
                    }
                }
                footer.foot {
                    p { (breakable(&words.colophon)) }
                    p { a href="#Top" { (words.top) " ↑" } }
                }
            }
        }
    }
}

fn language(language: Language) -> &'static str {
    match language {
        Language::Id => "id",
        Language::En => "en",
    }
}

fn head(report: &Report) -> Markup {
    let style = csp::style(report);
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(csp::policy(&style));
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            title { (report.title) " · " (report.subtitle) " · " (report.office) }
            link rel="icon" href="data:,";
            style { (PreEscaped(style)) }
            script { (PreEscaped(csp::SCRIPT)) }
        }
    }
}

/// The bar that stays in sight: whose report it is, and that the data are not real.
fn bar(report: &Report) -> Markup {
    let words = &report.words;
    html! {
        div.bar {
            button.menu type="button" id="Menu" aria-expanded="false" aria-controls="Nav" {
                span aria-hidden="true" { "☰ " } (words.contents)
            }
            a.home href="#Top" { (report.office) }
            @if let Some(mark) = &report.mark {
                strong.mark { (mark) }
            }
            button.theme type="button" id="Theme" aria-label=(words.colours) title=(words.colours) {
                span aria-hidden="true" { "◐" } span.theme-word { (words.colours) }
            }
        }
    }
}

fn navigation(page: &Page<'_>) -> Markup {
    let report = page.report;
    let words = &report.words;
    html! {
        nav.nav id="Nav" aria-label=(words.contents) {
            p.nav-title { (words.contents) }
            label.filter {
                span.vh { (words.filter) }
                input type="search" id="Filter" placeholder=(words.filter) autocomplete="off"
                    spellcheck="false";
                kbd aria-hidden="true" { "/" }
            }
            ul {
                @for (idx, section) in report.sections.iter().enumerate() {
                    @let before = idx.checked_sub(1).and_then(|idx| report.sections.get(idx));
                    @let cut = before.is_some_and(|before| before.kind != section.kind);
                    li.cut[cut] data-depth=(section.depth.min(4)) {
                        a href={ "#" (section.id) } title=[(section.title != section.short).then_some(&section.title)] {
                            span.name { (section.short) }
                            (tone::mark(section.tone))
                            (tone::spoken(page, section.tone))
                        }
                    }
                }
            }
        }
    }
}

/// The section whose head the legend stands under: the overview, or else the first.
fn legend_place(report: &Report) -> usize {
    let overview = |section: &Section| section.kind == SectionKind::Overview;
    report.sections.iter().position(overview).unwrap_or(0)
}

fn section(page: &Page<'_>, section: &Section, with_legend: bool) -> Markup {
    let heading = format!("Head-{}", section.id);
    html! {
        section.card.(kind(section.kind)) id=(section.id) aria-labelledby=(heading) tabindex="-1" {
            header.section-head {
                h2 id=(heading) { (section.title) }
                @if !section.badge.is_empty() {
                    p.badge.(tone::class(section.tone)) {
                        (tone::mark(section.tone)) " " (section.badge)
                    }
                }
            }
            @if with_legend { (legend(page)) }
            (blocks::blocks(page, &section.blocks, 3))
            p.top { a href="#Top" { (page.report.words.top) " ↑" } }
        }
    }
}

fn kind(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::HandedIn => "handed-in",
        SectionKind::Brief | SectionKind::Overview => "overview",
        SectionKind::Meeting => "meeting",
        SectionKind::Topics => "topics",
        SectionKind::Goal => "goal",
        SectionKind::Team => "team",
        SectionKind::Indicator => "indicator",
        SectionKind::Route => "route",
        SectionKind::Definitions => "definitions",
        SectionKind::Quality => "quality",
    }
}

fn legend(page: &Page<'_>) -> Markup {
    let legend = &page.report.words.legend;
    html! {
        @if !legend.is_empty() {
            ul.legend {
                @for (tone, word) in legend {
                    li { span.chip.(tone::class(*tone)) { (tone::mark(*tone)) } (word) }
                }
            }
        }
    }
}
