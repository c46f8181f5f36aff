"""Derives `phrases.txt` and `strokes.txt` from packages of PyPI. See NOTICE.md for what comes from where, and under which licence.

    pip download --no-deps pypinyin==0.55.0 cn-sort==0.14.0
    pip download --no-deps --no-binary :all: jieba==0.42.1
    (unpack the three)
    python3 derive.py pypinyin/phrases_dict.json pinyin-data/pinyin.txt jieba/dict.txt cn_sort/res/all_word.json

`pinyin-data/pinyin.txt` is that of the crate `pinyin`, whose first reading of each character the program falls back to.
The same packages give the same files.
"""

import json
import re
import sys
import unicodedata
from pathlib import Path

HERE = Path(__file__).parent
LONGEST = 8
# A rare word of two characters does more harm where the two stand together by chance than good where it is meant.
LEAST = 20
# How often a word is met whose end would else be taken for the beginning of a kept word.
GUARD = 300
# Readings of words of official language that the dictionary lacks or has as they are read elsewhere.
OWN = {
    "长治": "chang zhi", "长久": "chang jiu", "长效": "chang xiao", "长三角": "chang san jiao", "藏区": "zang qu", "年长": "nian zhang",
    "总会计师": "zong kuai ji shi", "会计师": "kuai ji shi", "还款": "huan kuan", "还贷": "huan dai",
    "重装": "chong zhuang", "重拍": "chong pai", "重录": "chong lu", "重构": "chong gou", "重塑": "chong su",
    "重启": "chong qi", "重走": "chong zou", "重上": "chong shang", "重读": "chong du", "重访": "chong fang",
    "重铸": "chong zhu", "重检": "chong jian", "同行业": "tong hang ye", "跨行业": "kua hang ye",
    "本行业": "ben hang ye", "各行业": "ge hang ye", "全行业": "quan hang ye", "行业性": "hang ye xing",
    "参行": "can xing", "班长": "ban zhang", "党小组长": "dang xiao zu zhang", "朝阳区": "chao yang qu",
    "大参林": "da shen lin", "六安": "lu an", "东阿": "dong e", "乐清": "yue qing", "乐亭": "lao ting",
    "番禺": "pan yu", "蚌埠": "beng bu", "丽水": "li shui", "台州": "tai zhou", "铅山": "yan shan",
    "巴音布鲁克": "ba yin bu lu ke", "会稽": "kuai ji", "单县": "shan xian", "华山": "hua shan",
    "耀州": "yao zhou", "亳州": "bo zhou", "歙县": "she xian", "浚县": "xun xian", "莘县": "shen xian",
    "尉犁": "yu li", "渑池": "mian chi", "井陉": "jing xing", "大埔": "da bu", "黄埔": "huang pu",
    "厦门": "xia men", "中标": "zhong biao", "中奖": "zhong jiang", "切实": "qie shi", "一切": "yi qie",
    "长乐": "chang le", "长兴": "chang xing", "长宁": "chang ning", "长丰": "chang feng", "长垣": "chang yuan",
    "长葛": "chang ge", "长汀": "chang ting", "长阳": "chang yang", "长寿": "chang shou", "长岭": "chang ling",
    "行长": "hang zhang", "分行": "fen hang", "支行": "zhi hang", "总行": "zong hang", "央行": "yang hang",
    "商行": "shang hang", "农商行": "nong shang hang", "工行": "gong hang", "建行": "jian hang", "农行": "nong hang",
    "中行": "zhong hang", "内行": "nei hang", "外行": "wai hang", "同行": "tong hang", "各行各业": "ge hang ge ye",
    "还书": "huan shu", "还清": "huan qing", "传记": "zhuan ji", "自传": "zi zhuan", "水浒传": "shui hu zhuan",
    "率先垂范": "shuai xian chui fan",
}
# Beginnings of phrases that are rather something else. A guard reads as its characters do alone.
OWN_GUARDS = ["五中", "六中", "七中", "增长率", "执行长", "同行人", "推行", "践行", "履行", "先行", "发行", "运行", "通行", "现行", "试行", "例行"]


def plain(reading):
    """`lǜ` as `lv`."""
    decomposed = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn")


def first_readings(path):
    readings = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        found = re.match(r"U\+([0-9A-F]+): ([^ #]+)", line)
        if found:
            readings[chr(int(found[1], 16))] = plain(found[2].split(",")[0])
    return readings


def read(word, kept, first):
    """As the program reads: the longest phrase first, from the left."""
    sounds, at = [], 0
    while at < len(word):
        for length in range(min(len(word) - at, LONGEST), 1, -1):
            if word[at : at + length] in kept:
                sounds += kept[word[at : at + length]]
                at += length
                break
        else:
            sounds.append(first[word[at]])
            at += 1
    return sounds


def phrases(dictionary, first, often):
    words = {}
    for word, readings in json.loads(dictionary.read_text(encoding="utf-8")).items():
        if len(word) == len(readings) <= LONGEST and all(c in first for c in word):
            if len(word) > 2 or often.get(word, 0) >= LEAST:
                words[word] = [plain(reading[0]) for reading in readings]
    words |= {word: reading.split() for word, reading in OWN.items()}
    kept = {}
    for word in sorted(words, key=lambda word: (len(word), word)):
        if read(word, kept, first) != words[word]:
            kept[word] = words[word]
    # 进行道德教育 is no 行道: a common word that ends where a kept one would begin is kept as well.
    begins = {}
    for word in kept:
        begins[word[0]] = max(begins.get(word[0], 0), often.get(word, 0))
    guards = set(OWN_GUARDS)
    for word, count in often.items():
        is_guard = len(word) == 2 and word not in kept and all(c in first for c in word)
        if is_guard and count >= GUARD and word[1] in begins and count > begins[word[1]] / 20:
            guards.add(word)
    for word in sorted(guards - kept.keys()):
        kept[word] = [first[c] for c in word]
    # A guard may stand at the beginning of a longer word: 总会计师 is no 总会.
    for word in sorted(words, key=lambda word: (len(word), word)):
        if read(word, kept, first) != words[word]:
            kept[word] = words[word]
    return kept


def strokes(path):
    ranks = {}
    for entry in json.loads(path.read_text(encoding="utf-8"))["all_word"]:
        if "\u4e00" <= entry["chinese"] <= "\u9fff":
            ranks[entry["chinese"]] = entry["stroke_increment_level"]
    return sorted(ranks, key=ranks.get)


def main():
    dictionary, readings, frequencies, order = map(Path, sys.argv[1:5])
    first = first_readings(readings)
    often = {}
    for line in frequencies.read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        often[word] = int(count)
    kept = phrases(dictionary, first, often)
    lines = "".join(f"{word} {' '.join(kept[word])}\n" for word in sorted(kept))
    (HERE / "phrases.txt").write_text(lines, encoding="utf-8")
    characters = strokes(order)
    rows = ("".join(characters[at : at + 50]) + "\n" for at in range(0, len(characters), 50))
    (HERE / "strokes.txt").write_text("".join(rows), encoding="utf-8")
    print(f"{len(kept)} phrases, {len(characters)} characters in the order of strokes")


main()
