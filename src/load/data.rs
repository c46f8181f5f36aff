//! Reads the files of `data/`.

use std::collections::{BTreeMap, BTreeSet};

use super::csv_quotes::{self, QuoteFault};
use super::csv_separator;
use super::data_names::{DataFile, Format, template_name};
use crate::problem::{Problem, SourceText};
use crate::schema::{Group, Kind, Reader, Types, canonical, place};
use crate::source::SiteFolder;
use crate::source::yaml::{Node, Part, Step, Yaml};
use crate::store::fingerprint;

/// Maximum number of cells of a table; each takes about a hundred bytes.
const MOST_CELLS: usize = 1_000_000;

/// The context for reading the files of `data/`.
pub(super) struct DataFiles<'d> {
    pub folder: &'d SiteFolder,
    pub types: &'d Types,
    /// Codes of the site's languages.
    pub languages: &'d [&'d str],
    pub problems: &'d mut Vec<Problem>,
    pub files: &'d BTreeMap<String, DataFile<'d>>,
    pub unread: &'d mut BTreeSet<String>,
    /// Fingerprints of the texts, by the names that templates use.
    pub prints: BTreeMap<String, u64>,
}

impl DataFiles<'_> {
    /// Reads a file with a declaration of its own; the default value if it is missing or has
    /// errors.
    pub(super) fn typed<T: Default>(
        &mut self,
        name: &str,
        read: impl Fn(&Yaml<'_>) -> Result<(T, Vec<Problem>), Vec<Problem>>,
    ) -> T {
        let file = format!("data/{name}.yaml");
        if !self.files.contains_key(name) {
            return T::default();
        }
        let text = self.text(&file);
        let found = text.and_then(|text| {
            let source = SourceText::new(&file, &text);
            let yaml = self.yaml(&source)?;
            let (value, warnings) = read(&yaml).map_err(|found| self.problems.extend(found)).ok()?;
            self.problems.extend(warnings);
            Some(value)
        });
        if found.is_none() {
            self.unread.insert(file);
        }
        found.unwrap_or_default()
    }

    fn yaml<'t>(&mut self, source: &SourceText<'t>) -> Option<Yaml<'t>> {
        let read = Yaml::read(source, 0..source.text().len());
        let mut yaml = read.map_err(|found| self.problems.extend(found)).ok()?;
        self.problems.append(&mut yaml.warnings);
        Some(yaml)
    }

    fn text(&mut self, file: &str) -> Option<String> {
        let (text, warning) = self.folder.read(file).map_err(|problem| self.problems.push(problem)).ok()?;
        self.problems.extend(warning);
        let name = file.strip_prefix("data/").unwrap_or(file);
        let name = template_name(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        self.prints.insert(name, fingerprint(text.as_bytes()));
        Some(text)
    }

    /// Reads the files that templates use as they are: YAML, and CSV whose first row names the
    /// columns.
    pub(super) fn others(&mut self) -> BTreeMap<String, Node> {
        let mut data = BTreeMap::new();
        for (name, DataFile { file, stem, format }) in self.files {
            if matches!(*stem, "organization" | "statistics") {
                continue;
            }
            let text = self.text(file);
            let node = text.and_then(|text| match format {
                Format::Yaml => self.node(file, stem, &text),
                Format::Csv => self.table(file, &text),
            });
            if node.is_none() {
                // By this name it is looked for: see `Site::is_unread`.
                self.unread.insert(format!("data/{stem}.yaml"));
            }
            data.extend(node.map(|node| (name.clone(), node)));
        }
        data
    }

    /// Reads a YAML file; if the theme or the site declares it, checks it and replaces its keys by
    /// the declared ones.
    fn node(&mut self, file: &str, stem: &str, text: &str) -> Option<Node> {
        let source = SourceText::new(file, text);
        let Some(declared) = self.types.data(stem) else { return Some(self.yaml(&source)?.node) };
        let yaml = self.yaml(&source)?;
        if let Some(problem) = without_groups(&declared.group, yaml.node.items()) {
            self.problems.push(yaml.at(problem, &[Step::Index(0)], Part::Value));
            return None;
        }
        let mut reader = Reader::of(&yaml);
        reader.expect_list(&declared.group, &yaml.node);
        let items = yaml.node.items();
        for (at, item) in items.iter().enumerate() {
            reader.within(Step::Index(at), |reader| reader.group(&declared.group, item));
        }
        let found = place(reader.finish(), &yaml);
        let is_wrong = found.iter().any(Problem::is_error);
        self.problems.extend(found);
        let items = items.iter().map(|item| canonical(&declared.group, item, self.languages));
        (!is_wrong).then(|| Node::Sequence(items.collect()))
    }

    fn table(&mut self, file: &str, text: &str) -> Option<Node> {
        if text.bytes().filter(|byte| matches!(byte, b',' | b'\n')).count() > MOST_CELLS {
            let problem = Problem::error(
                "data/too-many-cells",
                "这张表太大，超过了一百万格，没有读",
                "this table has more than a million cells and was not read",
            );
            self.problems.push(problem.in_file(file).help(
                "分成几个文件，或者只留下页面要用的行和列",
                "split it, or keep only the rows and columns that pages show",
            ));
            return None;
        }
        if let Some((fault, span)) = csv_quotes::find(text) {
            self.problems.push(misquoted(fault).at(&SourceText::new(file, text), span));
            return None;
        }
        if let Some((problem, span)) = csv_separator::find(text) {
            self.problems.push(problem.at(&SourceText::new(file, text), span));
            return None;
        }
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
        let columns = reader.headers().cloned();
        let rows = columns.and_then(|columns| {
            let to_node = |row: csv::StringRecord| {
                Node::Mapping(
                    columns
                        .iter()
                        .zip(row.iter())
                        .map(|(key, value)| (key.to_owned(), Node::String(value.to_owned())))
                        .collect(),
                )
            };
            reader.records().map(|row| row.map(to_node)).collect::<Result<Vec<Node>, csv::Error>>()
        });
        match rows {
            Ok(rows) => Some(Node::Sequence(rows)),
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                let start: usize = text
                    .split_inclusive('\n')
                    .take(usize::try_from(line).unwrap_or(1).saturating_sub(1))
                    .map(str::len)
                    .sum();
                let end =
                    text.get(start..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| start + at);
                let row = text.get(start..end).unwrap_or_default();
                let problem = match error.kind() {
                    csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                        let columns = usize::try_from(*expected_len).unwrap_or(usize::MAX);
                        csv_separator::in_row(row, columns).unwrap_or_else(|| unequal(*len, *expected_len))
                    }
                    _ => unreadable(),
                };
                self.problems.push(problem.at(&SourceText::new(file, text), start..end));
                None
            }
        }
    }
}

/// Reports entries that are those of the list inside an entry: links without the groups that they
/// belong to. Otherwise each of them would be reported twice.
fn without_groups(group: &Group, items: &[Node]) -> Option<Problem> {
    let (list, inner) = group.fields().iter().filter(|field| field.required).find_map(|field| {
        let Kind::List(of) = &field.kind else { return None };
        if let Kind::Group(inner) = &**of { Some((field, inner)) } else { None }
    })?;
    let is_inner = |key: &str| inner.meant_by(key).is_some();
    let is_one = |item: &Node| {
        let keys = || item.entries().iter().map(|(key, _)| key.as_str());
        keys().all(|key| is_inner(key) && group.meant_by(key).is_none_or(|field| field.key != list.key))
            && keys().any(|key| group.meant_by(key).is_none())
    };
    if items.is_empty() || !items.iter().all(is_one) {
        return None;
    }
    let (zh, en) = (list.label.get("zh"), &*list.key);
    let first = group.fields().first().map_or(en, |field| &*field.key);
    let problem = Problem::error(
        "meta/missing",
        format!("少了一层：这些条目要写在“{zh}”下面"),
        format!("a level is missing: these entries belong below `{en}`"),
    );
    Some(problem.help(
        format!("每一组写成 - {}", group.example("zh")),
        format!("begin each group with `- {first}: …`, and indent its entries below `{en}:`"),
    ))
}

const COMMAS: (&str, &str) = (
    "每行的逗号个数要和第一行相同；内容里有逗号的，整格加英文双引号",
    "each row has as many commas as the first; quote a cell that has a comma in it",
);

fn unequal(columns: u64, expected: u64) -> Problem {
    let problem = Problem::error(
        "data/csv",
        format!("这一行有 {columns} 列，表头有 {expected} 列"),
        format!("this row has {columns} columns, the heading {expected}"),
    );
    problem.help(COMMAS.0, COMMAS.1)
}

fn unreadable() -> Problem {
    Problem::error("data/csv", "这一行读不懂", "this row can't be read").help(COMMAS.0, COMMAS.1)
}

fn misquoted(fault: QuoteFault) -> Problem {
    let (zh, en) = match fault {
        QuoteFault::Unclosed => (
            "这一格的英文双引号没有成对，下面的各行都被算进了这一格",
            "this quotation mark is never closed: the lines below are all in its cell",
        ),
        QuoteFault::TextAfter => (
            "这一格的英文双引号只括住了前一半，后面还有内容",
            "the quotation marks hold only the first part of this cell",
        ),
        QuoteFault::BlankBefore => (
            "这一格的英文双引号前面有空格，引号会原样显示，里面的逗号会把这一格分开",
            "a blank before this quotation mark: the mark would be shown, and a comma would end the cell",
        ),
    };
    let problem = Problem::error("data/csv-quote", zh, en);
    match fault {
        QuoteFault::BlankBefore => {
            problem.help("删去逗号和引号之间的空格", "remove the blank between the comma and the mark")
        }
        _ => problem.help(
            "补上后面的双引号；引号本来就是内容的，写两遍，整格再加英文双引号",
            "close it; where it belongs to the cell, double it and quote the cell",
        ),
    }
}
