#!/usr/bin/env python3
"""Counts the lines of `make.py` in what several programs make of its documents. See README.md."""
import os, re, subprocess, sys
from pathlib import Path

options = [given for given in sys.argv[1:] if given.startswith("-")]
folder = Path(next(given for given in sys.argv[1:] if not given.startswith("-"))).resolve()
root = Path(__file__).resolve().parents[2]
target = Path(os.environ.get("CARGO_TARGET_DIR", root / "target"))
ours = next(path for kind in ("release", "debug") if (path := target / kind / "examples" / "read_docx").exists())
MAMMOTH = "require('mammoth').convertToHtml({path: process.argv[1]}).then(r => console.log(r.value))"

PROGRAMS = {
    "dangjian": lambda file: [ours, file],
    "pandoc": lambda file: ["pandoc", "--wrap=none", "-f", "docx", "-t", "markdown", file],
    "mammoth": lambda file: ["node", "-e", MAMMOTH, file],
}


def bare(text):
    """What is compared: no blanks, tags, escapes or marks."""
    return re.sub(r"<[^>]*>|\s|\u3000|[\\*~]", "", text)


def items(html):
    """Numbers the items of lists in HTML, which browsers number."""
    count = [0]
    def number(match):
        if match[0].startswith("<ol"):
            count.append(0)
        elif match[0] == "</ol>":
            count.pop()
        else:
            count[-1] += 1
            return f"{count[-1]}."
        return ""
    return re.sub(r"<ol[^>]*>|</ol>|<li[^>]*>", number, html)


total, found = 0, dict.fromkeys(PROGRAMS, 0)
print(f"{'document':32}{'lines':>7}" + "".join(f"{name:>10}" for name in PROGRAMS))
for file in sorted(folder.glob("*.docx")):
    lines = file.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    total += len(lines)
    row = f"{file.stem:32}{len(lines):>7}"
    missing = []
    for name, command in PROGRAMS.items():
        ran = subprocess.run(command(file), capture_output=True, text=True, cwd=folder)
        text = items(ran.stdout) if name == "mammoth" else ran.stdout
        left = [line for line in lines if (bare(line.lstrip("!")) in bare(text)) == line.startswith("!")]
        if name == "dangjian" and ran.returncode:
            print(ran.stderr, file=sys.stderr)
        found[name] += len(lines) - len(left)
        row += f"{len(lines) - len(left):>10}"
        missing += [f"    {name}: {line}" for line in left]
    print(row)
    if "-v" in options:
        print("\n".join(missing))
print(f"{'all':32}{total:>7}" + "".join(f"{count:>10}" for count in found.values()))
