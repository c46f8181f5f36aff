//! Reads the files of `data/`.

use std::collections::{BTreeMap, BTreeSet};

use super::data_names::{DataFile, Format, template_name};
use crate::problem::{CellName, Place, Problem, SourceText};
use crate::schema::{Group, Kind, Reader, Types, canonical, place};
use crate::sheet::{MOST_BYTES, Sheet, SheetCell, SheetRow, Workbook, hidden_column, hidden_rows, read_csv};
use crate::source::SiteFolder;
use crate::source::yaml::{Node, Part, Step, Yaml};
use crate::store::fingerprint;

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

    /// Reads the files that templates use as they are: YAML, and tables whose first row names the
    /// columns.
    pub(super) fn others(&mut self) -> BTreeMap<String, Node> {
        let mut data = BTreeMap::new();
        for (name, DataFile { file, stem, format }) in self.files {
            if matches!(*stem, "organization" | "statistics") {
                continue;
            }
            let node = match format {
                Format::Yaml => self.text(file).and_then(|text| self.node(file, stem, &text)),
                Format::Csv => self.text(file).and_then(|text| self.table(file, &text)),
                Format::Workbook => self.workbook(file, stem),
            };
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
        let source = SourceText::new(file, text);
        let sheet = read_csv(&source).map_err(|problem| self.problems.push(*problem)).ok()?;
        self.rows(&sheet, |_, cell, problem| problem.at(&source, cell.span.clone()))
    }

    /// Returns the rows of a table, each with the texts of its cells by the names in the first row.
    /// `at` places the problem of a cell, under the name of its column; `None` if the content of
    /// one is not known.
    fn rows(
        &mut self,
        sheet: &Sheet,
        at: impl Fn((&str, usize), &SheetCell, Problem) -> Problem,
    ) -> Option<Node> {
        let (head, rows) = sheet.rows.split_first()?;
        let mut is_wrong = false;
        for (row, cell) in sheet.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row, cell))) {
            let name = head.text(cell.column);
            // Without a name a column is not used, unless the name itself is not known.
            let is_used = !name.is_empty() || row.number == head.number;
            if let Some(flaw) = cell.flaw.as_ref().filter(|_| is_used) {
                is_wrong |= flaw.is_error();
                self.problems.push(at((name, row.number), cell, flaw.problem(&cell.text)));
            }
        }
        let hidden: Vec<&SheetRow> = rows.iter().filter(|row| row.is_hidden).collect();
        if let Some((first, cell)) = hidden.first().and_then(|first| Some((first, first.cells.first()?))) {
            let numbers: Vec<usize> = hidden.iter().map(|row| row.number).collect();
            self.problems.push(at(("", first.number), cell, hidden_rows(&numbers)));
        }
        for cell in head.cells.iter().filter(|cell| sheet.is_hidden(cell.column)) {
            self.problems.push(at((&cell.text, head.number), cell, hidden_column(&cell.text)));
        }
        (!is_wrong).then(|| table(head, rows))
    }

    /// Reads a workbook: the sheet with the file's name, or else the first that is to be seen. A
    /// cell has the text that a CSV file would have.
    fn workbook(&mut self, file: &str, stem: &str) -> Option<Node> {
        let read = self.folder.bytes(file, MOST_BYTES).map_err(Box::new);
        let read = read.and_then(|bytes| {
            self.prints.insert(template_name(stem), fingerprint(&bytes));
            let mut workbook = Workbook::open(file, bytes)?;
            let names = workbook.names();
            let own = stem.rsplit('/').next().unwrap_or(stem);
            let named = names.iter().find(|sheet| sheet.name == own);
            let Some(sheet) = named.or_else(|| names.iter().find(|sheet| sheet.is_visible)) else {
                return Ok(None);
            };
            Ok(Some((sheet.name.clone(), workbook.sheet(&sheet.name)?)))
        });
        let (name, sheet) = read.map_err(|problem: Box<Problem>| self.problems.push(*problem)).ok()??;
        self.rows(&sheet, |(column, row), cell, problem| {
            let excerpt = if column.is_empty() { String::new() } else { format!("{column}: {}", cell.text) };
            let cell = CellName { sheet: name.clone(), column: column.to_owned() };
            Problem { place: Some(Place::of_cell(file, cell, row, excerpt)), ..problem }
        })
    }
}

/// The rows of a table, each with the texts of its cells by the names in the first row.
fn table(head: &SheetRow, rows: &[SheetRow]) -> Node {
    let row = |row: &SheetRow| {
        let cell = |name: &SheetCell| (name.text.clone(), Node::String(row.text(name.column).to_owned()));
        Node::Mapping(head.cells.iter().map(cell).collect())
    };
    Node::Sequence(rows.iter().map(row).collect())
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
