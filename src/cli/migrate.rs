//! `dangjian import --from`: turns a whole site into articles.

use std::path::Path;
use std::sync::Arc;

use super::failure::Failure;
use super::table::table;
use super::terminal::Terminal;
use crate::author::{MigrationOrder, MigrationReport, MigrationSource, migrate, write_report};
use crate::load::{Outline, OutlineSection};
use crate::problem::Problem;
use crate::schema::ContentType;

/// Where the pages go, as the command line says.
pub(super) struct Destination<'o> {
    pub outline: &'o Outline,
    /// The type that was named.
    pub named: Option<&'o Arc<ContentType>>,
    pub usual: &'o Arc<ContentType>,
    pub section: &'o OutlineSection,
    pub today: &'o str,
    pub again: bool,
}

pub(super) fn run(
    source: &MigrationSource,
    from: &Path,
    to: &Destination<'_>,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let order = MigrationOrder {
        outline: to.outline,
        content_type: to.named,
        usual_type: to.usual,
        section: to.section,
        today: to.today,
        again: to.again,
    };
    let bar = terminal.progress_bar("导入", "Importing");
    let report = migrate(source, &order, &|done, of| {
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    let report = report?;
    let errors: Vec<Problem> = report.problems.iter().filter(|problem| problem.is_error()).cloned().collect();
    terminal.problems(&errors);
    terminal.answer(&table(&rows(&report, errors.len(), terminal), 0))?;
    let root = to.outline.folder.root();
    let file = write_report(&report, &from.display().to_string(), to.today, root, terminal.language)?;
    let shown = terminal.shown(&file);
    let site = terminal.site_argument(root);
    terminal.answer(&terminal.say(
        || format!("\n每一篇、每一处都写在 {shown} 里（不会发布）。看过以后检查一遍：dangjian check{site}\n"),
        || {
            format!(
                "\nEach page and place is in {shown}, which is not published. Then: dangjian check{site}\n"
            )
        },
    ))?;
    if errors.is_empty() { Ok(()) } else { Err(Failure::Problems(Vec::new())) }
}

/// Returns what became of the site, in numbers.
fn rows(report: &MigrationReport, lost: usize, terminal: &Terminal) -> Vec<Vec<String>> {
    let drafts = report.pages.iter().filter(|page| page.is_draft).count();
    let files: usize = report.pages.iter().map(|page| page.files).sum();
    let told = report.problems.len() - lost;
    let mapped: usize = report.mapped.len();
    let all = [
        ("导入的文章", "articles imported", report.pages.len(), true),
        ("　其中草稿", "  of them drafts", drafts, drafts > 0),
        ("带来的图片和文件", "pictures and files", files, true),
        ("对应好的信息", "keys taken over", mapped, true),
        ("没有带过来的信息", "keys left", report.left.len(), true),
        ("要看一看的地方", "places to look at", told, true),
        ("以前导入过的", "imported before", report.known.len(), !report.known.is_empty()),
        ("没有导入的", "not imported", lost, true),
    ];
    let shown = all.iter().filter(|(_, _, _, is_shown)| *is_shown);
    shown.map(|(zh, en, count, _)| vec![terminal.pick(zh, en).to_owned(), count.to_string()]).collect()
}
