//! Measuring programs from outside: time, peak memory, medians, the machine, and the file that
//! keeps the results.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Time and memory of one run of a program.
pub struct Run {
    /// From its start to its end.
    pub time: Duration,
    /// Its peak memory in bytes; 0 if the system does not report it.
    pub memory: u64,
    /// Its output.
    pub printed: String,
}

/// Runs a program to its end. Data that earlier runs have left in memory is written to the disk
/// before.
pub fn run(command: &mut Command) -> Run {
    if cfg!(unix) {
        let _ = Command::new("sync").status();
    }
    let start = Instant::now();
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let child = child.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let has_ended = AtomicBool::new(false);
    thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let mut peak = 0;
            while !has_ended.load(Ordering::Relaxed) {
                peak = high_water_mark(&status).unwrap_or(peak);
                thread::sleep(Duration::from_millis(3));
            }
            peak
        });
        let output = child.wait_with_output().expect("the program can be waited for");
        let time = start.elapsed();
        has_ended.store(true, Ordering::Relaxed);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command:?} failed\n{said}");
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        Run { time, memory: watch.join().expect("the watch ends"), printed }
    })
}

fn high_water_mark(status: &Path) -> Option<u64> {
    let status = fs::read_to_string(status).ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    peak.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// Time, memory and work of one of our builds.
pub struct Build {
    /// From start to end.
    pub time: Duration,
    /// Its peak memory in bytes.
    pub memory: u64,
    /// Number of files that it wrote or removed.
    pub changed: u64,
    /// Number of files that it wrote or left unchanged.
    pub files: u64,
    /// Their size in bytes.
    pub bytes: u64,
}

/// Builds a site of ours.
pub fn build(site: &Path, out: &Path) -> Build {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dangjian"));
    command.arg("build").arg(site).arg("--output").arg(out).args(["--now", "2026-11-20", "--json"]);
    let run = run(&mut command);
    let printed: serde_json::Value = serde_json::from_str(&run.printed).expect("the program prints JSON");
    let count = |key: &str| printed["summary"][key].as_u64().expect("a summary has numbers");
    Build {
        time: run.time,
        memory: run.memory,
        changed: count("written") + count("removed"),
        files: count("written") + count("unchanged"),
        bytes: count("bytes"),
    }
}

/// Builds as if for the first time.
pub fn build_anew(site: &Path, out: &Path) -> Build {
    let store = site.join(".dangjian");
    if store.exists() {
        fs::remove_dir_all(store).expect("the store can be removed");
    }
    build(site, out)
}

/// Copies a folder as `cp -r` does: the minimum time for writing as much.
pub fn copy(from: &Path, to: &Path) -> Duration {
    run(Command::new("cp").arg("-r").arg(from).arg(to)).time
}

/// The median.
pub fn median<T: Ord + Copy>(mut values: Vec<T>) -> T {
    values.sort_unstable();
    values[values.len() / 2]
}

/// A time with its significant digits.
pub fn shown(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match seconds {
        ..0.1 => format!("{:.0} ms", seconds * 1000.0),
        ..10.0 => format!("{seconds:.2} s"),
        _ => format!("{seconds:.1} s"),
    }
}

/// A ratio of times.
pub fn ratio(longer: Duration, shorter: Duration) -> f64 {
    longer.as_secs_f64() / shorter.as_secs_f64()
}

/// Bytes in megabytes.
#[allow(clippy::cast_precision_loss)]
pub fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// A number with thousands separators.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A table in Markdown whose columns are aligned in a terminal, too.
pub fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| unicode_width::UnicodeWidthStr::width(cell.as_str())).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut out = String::new();
    for (number, row) in rows.iter().enumerate() {
        for (column, width) in widths.iter().enumerate() {
            let cell = row.get(column).map(String::as_str).unwrap_or_default();
            let space = " ".repeat(width - unicode_width::UnicodeWidthStr::width(cell));
            let (before, after) = if column == 0 { ("", space.as_str()) } else { (space.as_str(), "") };
            out += &format!("| {before}{cell}{after} ");
        }
        out += "|\n";
        if number == 0 {
            for (column, width) in widths.iter().enumerate() {
                let line = "-".repeat(*width);
                out += &if column == 0 { format!("| {line} ") } else { format!("| {}: ", &line[1..]) };
            }
            out += "|\n";
        }
    }
    out
}

/// The machine and versions of the measurement, as a list.
pub fn circumstances(folder: &Path) -> String {
    let first_line = |command: &mut Command| {
        let output = command.output().ok().filter(|output| output.status.success());
        let text = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
        text.and_then(|text| text.lines().last().map(|line| line.trim().to_owned())).unwrap_or_default()
    };
    let file = |name: &str| fs::read_to_string(name).unwrap_or_default();
    let field = |text: &str, key: &str| {
        let line = text.lines().find(|line| line.starts_with(key)).and_then(|line| line.split_once(':'));
        line.map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let memory = field(&file("/proc/meminfo"), "MemTotal").trim_end_matches(" kB").parse::<u64>();
    let commit = first_line(
        Command::new("git").args(["log", "-1", "--format=%h of %cs"]).current_dir(env!("CARGO_MANIFEST_DIR")),
    );
    format!(
        "- {}\n- dangjian {} (commit {commit}), {}\n- Linux {}, {} cores of {}, {:.0} GB of memory, {}\n",
        first_line(Command::new("date").arg("+%Y-%m-%d %H:%M")),
        env!("CARGO_PKG_VERSION"),
        first_line(Command::new("rustc").arg("--version")),
        file("/proc/sys/kernel/osrelease").trim(),
        thread::available_parallelism().map_or(1, usize::from),
        field(&file("/proc/cpuinfo"), "model name"),
        memory.map_or(0.0, |kilobytes| megabytes(kilobytes * 1024) / 1000.0),
        first_line(Command::new("df").arg("--output=fstype").arg(folder)),
    )
}

/// Writes a section into the file of results, in place of the one with the same heading.
pub fn keep(heading: &str, part: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/RESULTS.md");
    let old = fs::read_to_string(&file).unwrap_or_else(|_| "# Measured\n".to_owned());
    let mut parts = old.split("\n## ");
    let mut new = parts.next().unwrap_or_default().trim_end().to_owned();
    let mut fresh = Some(format!("{heading}\n\n{}", part.trim()));
    for old in parts {
        let is_same = old.lines().next() == Some(heading);
        let kept = if is_same { fresh.take() } else { Some(old.trim().to_owned()) };
        new += &kept.map(|part| format!("\n\n## {part}")).unwrap_or_default();
    }
    new += &fresh.map(|part| format!("\n\n## {part}")).unwrap_or_default();
    fs::write(&file, new + "\n").expect("the results can be written");
    println!("\nwritten to {}", file.display());
}
