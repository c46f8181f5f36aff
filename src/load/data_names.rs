//! Says for each file of `data/` under which name it is known and how it is read, and reports the
//! files that would be read as something else than their writer means, or not at all.

use std::collections::BTreeMap;

use crate::problem::{Problem, suggest};
use crate::schema::Types;
use crate::source::has_extension;

/// How a file of `data/` is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Yaml,
    Csv,
    Workbook,
}

/// A file of `data/` that is read.
#[derive(Debug)]
pub(super) struct DataFile<'f> {
    /// Its name, below the site's folder.
    pub file: &'f str,
    /// Its name below `data/`, without its ending.
    pub stem: &'f str,
    pub format: Format,
}

/// The files of `data/` that are read, by the names that templates use, and what is wrong with
/// the others.
#[derive(Debug, Default)]
pub(super) struct DataNames<'f> {
    pub files: BTreeMap<String, DataFile<'f>>,
    pub problems: Vec<Problem>,
    /// The declared files that are there under a wrong name.
    pub misnamed: Vec<String>,
}

/// The declared files that the program reads itself, with Chinese names that they may be given.
const OWN: [(&str, &[&str]); 2] = [
    ("organization", &["组织", "组织机构", "组织架构", "党组织", "org"]),
    ("statistics", &["数据", "统计", "统计数据", "stats", "figures"]),
];

/// Endings of files that hold data, and are not read.
const NOT_READ: [&str; 11] =
    ["xls", "et", "ods", "json", "toml", "tsv", "xml", "numbers", "docx", "doc", "yaml.txt"];

/// Says how each of these files is read.
pub(super) fn data_names<'f>(files: &'f [String], types: &Types) -> DataNames<'f> {
    let mut names = DataNames::default();
    // The name that is documented comes before others: `links.yaml` before `links.csv`.
    let (documented, others): (Vec<&String>, Vec<&String>) =
        files.iter().partition(|file| file.ends_with(".yaml"));
    for file in documented.into_iter().chain(others) {
        names.add(file, types);
    }
    let probable: Vec<Problem> =
        names.files.values().filter_map(|file| names.probable(file, types)).collect();
    names.problems.extend(probable);
    names
}

/// The name by which templates know a file: `data.by_year` of `by-year.yaml`.
pub(super) fn template_name(stem: &str) -> String {
    stem.replace(['/', '-'], "_")
}

fn is_own(stem: &str) -> bool {
    OWN.iter().any(|(own, _)| *own == stem)
}

impl<'f> DataNames<'f> {
    fn add(&mut self, file: &'f str, types: &Types) {
        let name = file.strip_prefix("data/").unwrap_or(file);
        let Some((stem, _)) = name.rsplit_once('.') else { return };
        let format = if has_extension(name, "yaml") || has_extension(name, "yml") {
            Format::Yaml
        } else if has_extension(name, "csv") {
            Format::Csv
        } else if has_extension(name, "xlsx") || has_extension(name, "xlsm") {
            Format::Workbook
        } else {
            let lower = name.to_lowercase();
            let is_data = NOT_READ.iter().any(|ending| lower.ends_with(&format!(".{ending}")));
            self.problems.extend(is_data.then(|| not_read(file)));
            return;
        };
        let key = template_name(stem);
        if let Some(first) = self.files.get(&key) {
            self.problems.push(same_name(file, first.file, &key));
            return;
        }
        // Messages name these by one name, so they have no other.
        let is_declared = is_own(stem) || types.data(stem).is_some();
        if is_declared && !name.ends_with(".yaml") {
            self.problems.push(misnamed(file, stem, format));
            self.misnamed.push(format!("data/{stem}.yaml"));
            return;
        }
        self.files.insert(key, DataFile { file, stem, format });
    }

    /// Reports a file that nothing reads, but that has nearly the name of a declared file that is
    /// not there: `organisation.yaml`, `组织机构.yaml`.
    fn probable(&self, file: &DataFile<'_>, types: &Types) -> Option<Problem> {
        let is_missing = |name: &str| {
            let is_misnamed = self.misnamed.iter().any(|file| *file == format!("data/{name}.yaml"));
            !self.files.contains_key(&template_name(name)) && !is_misnamed
        };
        let stem = file.stem;
        if is_own(stem) || types.data(stem).is_some() {
            return None;
        }
        let own = OWN.iter().map(|(name, called)| (*name, called.to_vec()));
        let declared = types.all_data().map(|(name, data)| (name, data.name.all().collect::<Vec<_>>()));
        let mut missing = own.chain(declared).filter(|(name, _)| is_missing(name));
        let is_meant = |(name, called): &(&str, Vec<&str>)| {
            suggest(&stem.to_lowercase(), [*name]).is_some()
                || called.iter().any(|other| other.eq_ignore_ascii_case(stem))
        };
        missing.find(is_meant).map(|(name, _)| probable(file.file, name))
    }
}

fn same_name(file: &str, first: &str, name: &str) -> Problem {
    Problem::error(
        "data/same-name",
        format!("这个文件和 {first} 在网页上是同一个名称“{name}”，只能用一个"),
        format!("this file and {first} are both `data.{name}`; only one can be used"),
    )
    .in_file(file)
    .help("内容并到一个文件里，删去另一个，或者给其中一个改名", "put both into one file, or rename one")
}

fn misnamed(file: &str, stem: &str, format: Format) -> Problem {
    let problem = Problem::error(
        "data/file-name",
        format!("这个文件要叫 {stem}.yaml，现在没有读"),
        format!("this file has to be called {stem}.yaml, and was not read"),
    )
    .in_file(file);
    match format {
        Format::Yaml => problem.help("改名，内容不用动", "rename it; its content stays as it is"),
        Format::Csv | Format::Workbook => problem.help(
            format!("这里不能用表格：改写成 data/{stem}.yaml，一条以“- ”开头，写法见说明文档"),
            format!("a table will not do: write data/{stem}.yaml, where each entry begins with `- `"),
        ),
    }
}

fn probable(file: &str, name: &str) -> Problem {
    Problem::warning(
        "data/probable-name",
        format!("没有 data/{name}.yaml，这个文件是不是它？现在没有当作它来读"),
        format!("there is no data/{name}.yaml; is this file meant? It is not read as such"),
    )
    .in_file(file)
    .help(format!("是的，改名为 {name}.yaml；不是的，不用管它"), format!("if so, rename it {name}.yaml"))
}

fn not_read(file: &str) -> Problem {
    Problem::warning(
        "data/not-read",
        "这种格式的文件不会读，网页上用不到它",
        "a file of this format is not read: no page can use it",
    )
    .in_file(file)
    .help(
        "data 里放 .yaml、.csv 或 .xlsx；旧格式的表格另存为“Excel 工作簿（.xlsx）”",
        "use .yaml, .csv or .xlsx in `data`; save an old table as `Excel workbook (.xlsx)`",
    )
}
