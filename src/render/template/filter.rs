//! Filters that templates use. Each is registered under its name in [`register`].

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use std::ops::Range;

use super::scope;
use crate::markdown;
use crate::render::ask;
use crate::render::date as dates;
use crate::schema::Date;
use crate::text::{
    Colour, NameOrder, document_number, element_name, escape, grouped, names_a_unit, numeral, parts_words,
    size, words_and_tags,
};

/// Registers all filters.
pub(in crate::render) fn register(tera: &mut Tera) {
    tera.register_filter("date", date);
    tera.register_filter("cn_num", |number: u64, _: Kwargs, _: &State| numeral::chinese(number));
    tera.register_filter("cn_year", |number: u64, _: Kwargs, _: &State| numeral::year(number));
    tera.register_filter("cn_upper", cn_upper);
    tera.register_filter("ordinal", |number: u64, _: Kwargs, _: &State| -> TeraResult<String> {
        Ok(ordinal(number, scope::current()?.code()))
    });
    tera.register_filter("in_order", in_order);
    tera.register_filter("doc_no", |written: &str, _: Kwargs, _: &State| document_number(written));
    tera.register_filter("number", |value: &Value, _: Kwargs, _: &State| grouped(&value.to_string()));
    tera.register_filter("words_on", words_on);
    tera.register_filter("size", |bytes: u64, _: Kwargs, _: &State| size(bytes));
    tera.register_filter("markdown", |text: &str, _: Kwargs, _: &State| -> TeraResult<Value> {
        let scope = scope::current()?;
        Ok(Value::safe_string(&scope.world.markdown_of_template(text, &scope)))
    });
    tera.register_filter("signed", |html: &str, _: Kwargs, _: &State| is_signed(html));
    tera.register_filter("plain", |html: &str, _: Kwargs, _: &State| plain(html));
    tera.register_filter("cut", |text: &str, kwargs: Kwargs, _: &State| -> TeraResult<String> {
        Ok(markdown::cut(text, kwargs.get::<usize>("length")?.unwrap_or(80)))
    });
    tera.register_filter("by_sense", |text: &str, _: Kwargs, _: &State| -> TeraResult<Value> {
        let scope = scope::current()?;
        let names = scope.world.view.ask(ask::NamesIn(scope.lang, text.into()));
        Ok(Value::safe_string(&by_sense(text, &names)))
    });
    tera.register_filter("json", |value: &Value, _: Kwargs, _: &State| json(value));
}

/// Marks after which a headline may be broken.
const ENDS: [char; 12] = ['：', '，', '、', '；', '。', '！', '？', '”', '》', '）', '】', '—'];
/// Marks that stay with what follows.
const BEGINS: [char; 8] = ['“', '《', '（', '【', '‘', '「', '『', '〈'];
/// Marks beside [`ENDS`] that can't begin a line.
const NEVER_BEGIN: [char; 25] = [
    '’', '」', '』', '〉', '〕', '］', '｝', '…', '·', '～', '％', '‰', '℃', '–', '-', ',', '.', ':', ';',
    '!', '?', ')', ']', '}', '%',
];
/// Words that belong to a quotation before them: `《条例》的`, `“七一”前`.
const AFTER_MARK: [char; 17] =
    ['的', '之', '等', '们', '地', '里', '内', '中', '上', '下', '时', '前', '后', '式', '型', '类', '版'];
/// Words that belong to a name before them: `季闻川等`.
const AFTER_NAME: [char; 4] = ['的', '之', '等', '们'];

/// A headline as HTML that may be broken after its marks and around names, and is never broken
/// within a name, such as `甲：季闻川谈`: `甲：<wbr><span class="whole">季闻川</span><wbr>谈`. A
/// line that its writer has set ends with `<br>`. With `word-break: keep-all` it is broken
/// elsewhere only where a part has no room on a line.
fn by_sense(text: &str, names: &[Range<usize>]) -> String {
    let mut html = String::with_capacity(text.len() + 16);
    let mut at = 0;
    for name in names {
        // Marks around a name stay with it: `“第二党支部”`, `季闻川：`.
        let (before, after) = (text.get(at..name.start), text.get(name.end..));
        let (Some(before), Some(after)) = (before, after) else { continue };
        let start = at + before.trim_end_matches(BEGINS).len();
        let marked = after.trim_start_matches(never_begins);
        let added = if marked.len() == after.len() { added(marked, &AFTER_NAME) } else { 0 };
        let end = text.len() - marked.len() + added;
        let (Some(words), Some(whole)) = (text.get(at..start), text.get(start..end)) else { continue };
        add_words(&mut html, words);
        may_break(&mut html);
        html.push_str("<span class=\"whole\">");
        escape::text(&mut html, whole);
        html.push_str("</span>");
        if text.get(end..).is_some_and(|rest| !rest.is_empty() && !rest.starts_with('\n')) {
            may_break(&mut html);
        }
        at = end;
    }
    add_words(&mut html, text.get(at..).unwrap_or_default());
    html
}

/// Adds words that may be broken after their marks.
fn add_words(html: &mut String, words: &str) {
    let mut rest = words;
    while let Some(at) = rest.find(|c: char| c == '\n' || ENDS.contains(&c)) {
        let mark = rest.get(at..).and_then(|found| found.chars().next()).unwrap_or('\n');
        let (part, after) = rest.split_at_checked(at + mark.len_utf8()).unwrap_or((rest, ""));
        let added = if is_closing(mark) { added(after, &AFTER_MARK) } else { 0 };
        if added > 0 {
            // A browser breaks after such a mark of its own accord.
            let (words, quoted) = part.split_at_checked(at).unwrap_or((part, ""));
            let (word, beyond) = after.split_at_checked(added).unwrap_or((after, ""));
            escape::text(html, words);
            html.push_str("<span class=\"joined\">");
            escape::text(html, quoted);
            escape::text(html, word);
            html.push_str("</span>");
            rest = beyond;
            continue;
        }
        escape::text(html, part.trim_end_matches('\n'));
        if mark == '\n' {
            html.push_str("<br>");
        } else if !after.is_empty() && !after.starts_with('\n') && !after.starts_with(never_begins) {
            // Marks that follow each other stay together: `”，` and `——`.
            html.push_str("<wbr>");
        }
        rest = after;
    }
    escape::text(html, rest);
}

/// The length of the word at the beginning of a text that belongs to what comes before. 0 if there
/// is none.
fn added(text: &str, words: &[char]) -> usize {
    text.chars().next().filter(|c| words.contains(c)).map_or(0, char::len_utf8)
}

/// Whether a mark ends a quotation or a name, after which a phrase may go on.
fn is_closing(mark: char) -> bool {
    matches!(mark, '”' | '》' | '）' | '】')
}

fn never_begins(c: char) -> bool {
    ENDS.contains(&c) || NEVER_BEGIN.contains(&c)
}

/// Allows a break, unless there is nothing before it or one is allowed already.
fn may_break(html: &mut String) {
    if !html.is_empty() && !html.ends_with("<wbr>") && !html.ends_with("<br>") {
        html.push_str("<wbr>");
    }
}

/// `white` or `black`: the colour of words that can be read on this ground.
fn words_on(ground: &str, _: Kwargs, _: &State) -> TeraResult<&'static str> {
    let ground = Colour::parse(ground).ok_or_else(|| Error::message(format!("`{ground}` isn't a colour")))?;
    Ok(if ground.words() == Colour::WHITE { "white" } else { "black" })
}

fn date(text: &str, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let form = kwargs.get::<&str>("form")?.unwrap_or("iso");
    // A list has one in each row.
    if form == "iso" && is_plain_day(text) {
        return Ok(text.to_owned());
    }
    let scope = scope::current()?;
    let zone = scope.world.view.zone();
    let date = Date::parse_in(text, zone).map_err(|_| Error::message(format!("`{text}` is not a date")))?;
    dates::shown(date, form, scope.code())
        .ok_or_else(|| Error::message(format!("a date has no form `{form}`")))
}

/// Whether a text ends with a unit or a date, in whatever form: then nothing else signs it.
fn is_signed(html: &str) -> bool {
    /// The lines at the end that are looked at: a unit, a date, and notes below them.
    const LAST: usize = 6;
    /// Longer lines are sentences.
    const LONGEST: usize = 30;
    if html.contains("class=\"signature") {
        return true;
    }
    let ends = html.replace("<br", "\n<br").replace("</p>", "</p>\n").replace("</li>", "</li>\n");
    let text: Vec<String> = ends.lines().map(plain).filter(|line| !line.trim().is_empty()).collect();
    let is_date = |line: &str| {
        let end: String = line.chars().rev().take(14).collect::<Vec<_>>().into_iter().rev().collect();
        end.contains('年') && end.contains('月') && end.contains('日')
    };
    text.iter().rev().take(LAST).any(|line| {
        let line = line.trim();
        let is_short = line.chars().count() <= LONGEST;
        is_date(line) || (is_short && (names_a_unit(line) || line.contains("代章") || line.contains("盖章")))
    })
}

/// Whether a text is a day that every month has, as fields of dates are written: `2026-11-20`.
fn is_plain_day(text: &str) -> bool {
    let [a, b, c, d, b'-', e, f, b'-', g, h] = *text.as_bytes() else { return false };
    let is_year = matches!(a, b'1'..=b'9') && [b, c, d].iter().all(u8::is_ascii_digit);
    let is_month = matches!((e, f), (b'0', b'1'..=b'9') | (b'1', b'0'..=b'2'));
    let is_day = matches!((g, h), (b'0', b'1'..=b'9') | (b'1', b'0'..=b'9') | (b'2', b'0'..=b'8'));
    is_year && is_month && is_day
}

/// 123 → 壹佰贰拾叁; an amount of money with `money=true`:
/// 1680.5 → 壹仟陆佰捌拾元伍角整.
fn cn_upper(value: &Value, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let text = value.to_string();
    let written = match kwargs.get::<bool>("money")? {
        Some(true) => numeral::amount(&text),
        _ => text.parse().ok().map(numeral::formal),
    };
    written.ok_or_else(|| Error::message(format!("`{text}` cannot be written in figures of bills")))
}

/// 12 → 第十二, or 12th.
fn ordinal(number: u64, lang: &str) -> String {
    if lang.starts_with("zh") {
        return format!("第{}", numeral::chinese(number));
    }
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// Names, or persons by their names, in order.
fn in_order(names: &Value, kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let by = kwargs.get::<&str>("by")?.unwrap_or("strokes");
    let order = NameOrder::named(by).ok_or_else(|| {
        Error::message(format!(
            "names have no order `{by}`: there are `pinyin`, `strokes` and `strokes-name`"
        ))
    })?;
    let names = names.as_array().ok_or_else(|| Error::message("only a list can be put in order"))?;
    fn text<'v>(of: &'v Value, key: &'v str) -> Option<&'v str> {
        of.get_from_path(key)?.as_str()
    }
    let key = |item: &Value| {
        let name = item.as_str().or_else(|| text(item, "name")).or_else(|| text(item, "title"));
        order.key(name.unwrap_or_default(), text(item, "pinyin"))
    };
    let mut names = names.to_vec();
    names.sort_by_cached_key(key);
    Ok(Value::from(names))
}

/// The words of HTML, without tags, entities resolved as far as our own writers make them. Words of
/// two blocks or cells are kept apart.
pub(in crate::render) fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut is_apart = false;
    for (words, tag) in words_and_tags(html) {
        if let Some(first) = words.chars().next() {
            let touches = !first.is_whitespace() && text.ends_with(|c: char| !c.is_whitespace());
            if std::mem::take(&mut is_apart) && touches {
                text.push(' ');
            }
            text.push_str(words);
        }
        is_apart |= parts_words(element_name(tag));
    }
    escape::unescaped(&text).into_owned()
}

/// JSON that cannot end a script element.
fn json(value: &Value) -> TeraResult<Value> {
    let text = serde_json::to_string(value).map_err(|error| Error::message(error.to_string()))?;
    Ok(Value::safe_string(&safe_json(&text)))
}

/// Escapes JSON so that nothing in it can end a script element.
pub(in crate::render) fn safe_json(json: &str) -> String {
    if !json.contains(['<', '\u{2028}', '\u{2029}']) {
        return json.to_owned();
    }
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_are_broken_after_their_marks() {
        assert_eq!(by_sense("还原炉前的夜班：一个班组", &[]), "还原炉前的夜班：<wbr>一个班组");
        assert_eq!(by_sense("“甲”，《乙》——丙。", &[]), "“甲”，<wbr>《乙》——<wbr>丙。");
        assert_eq!(by_sense("A & <b>：乙", &[]), "A &amp; &lt;b&gt;：<wbr>乙");
        assert_eq!(by_sense("", &[]), "");
        // A part that a quotation ends, and one that goes on after it.
        assert_eq!(by_sense("【答问】怎样学《党章》", &[]), "【答问】<wbr>怎样学《党章》");
        let joined = |text: &str| format!("<span class=\"joined\">{text}</span>");
        assert_eq!(by_sense("印发《办法》的通知", &[]), format!("印发《办法{}通知", joined("》的")));
        assert_eq!(by_sense("“七一”前夕，甲", &[]), format!("“七一{}夕，<wbr>甲", joined("”前")));
        // No line begins with one of these.
        assert_eq!(by_sense("“‘甲’”", &[]), "“‘甲’”");
        assert_eq!(by_sense("‘《甲》’乙”…", &[]), "‘《甲》’乙”…");
    }

    #[test]
    fn headlines_are_not_broken_within_names_and_are_broken_where_their_writer_says() {
        let whole = |name: &str| format!("<span class=\"whole\">{name}</span>");
        let text = "在“甲乙”，谈丙丁";
        assert_eq!(
            by_sense(text, &[6..12, 21..27]),
            format!("在<wbr>{}<wbr>谈<wbr>{}", whole("“甲乙”，"), whole("丙丁"))
        );
        let one = |name: Range<usize>| vec![name];
        assert_eq!(by_sense("甲乙", &one(0..6)), whole("甲乙"));
        assert_eq!(by_sense("甲乙：丙", &one(0..6)), format!("{}<wbr>丙", whole("甲乙：")));
        assert_eq!(by_sense("甲，\n乙丙\n丁", &one(7..13)), format!("甲，<br>{}<br>丁", whole("乙丙")));
        assert_eq!(by_sense("甲<\n乙", &[]), "甲&lt;<br>乙");
        assert_eq!(by_sense("甲乙的丙", &one(0..6)), format!("{}<wbr>丙", whole("甲乙的")));
        assert_eq!(by_sense("「甲乙」丙", &one(3..9)), format!("{}<wbr>丙", whole("「甲乙」")));
    }

    #[test]
    fn a_text_that_ends_with_a_unit_or_a_date_is_signed() {
        for html in [
            "<p>甲。</p><p class=\"signature\">党群工作部</p>",
            "<p>请学习。</p>\n<p>党群工作部<br>2026年1月10日</p>",
            "<p>请学习。</p><p><strong>党群工作部</strong></p><p><strong>2026年1月10日</strong></p>",
            "<p>请学习。</p><p>纪检监察室</p><p>附件：名单</p>",
            "<p>请学习。</p><p>（党群工作部代章）</p>",
            "<p>本通知2026年1月10日印发</p>",
        ] {
            assert!(is_signed(html), "{html}");
        }
        for html in ["<p>请学习。</p>", "<p>2026年1月10日前，各支部报送名单，逾期不候。</p>", ""]
        {
            assert!(!is_signed(html), "{html}");
        }
    }

    #[test]
    fn only_a_day_that_every_month_has_is_taken_as_it_is() {
        for text in ["2026-11-20", "1949-10-01", "2024-02-28"] {
            assert!(is_plain_day(text), "{text}");
        }
        for text in [
            "2026-13-01",
            "2026-02-29",
            "2026-11-00",
            "2026-11",
            "0026-11-20",
            "2026-11-20 09:30",
            "二〇二六",
        ] {
            assert!(!is_plain_day(text), "{text}");
        }
    }

    #[test]
    fn numbers_and_sizes_read_well() {
        assert_eq!(grouped(&Value::from(1_234_567).to_string()), "1,234,567");
        assert_eq!(grouped(&Value::from(-120).to_string()), "-120");
        assert_eq!(grouped(&Value::from(13.6).to_string()), "13.6");
        assert_eq!(
            (size(900), size(38_900), size(1_258_291)),
            ("900 B".into(), "38 KB".into(), "1.2 MB".into())
        );
    }

    #[test]
    fn ordinals_are_of_their_language() {
        let told: Vec<String> = [1, 2, 3, 4, 11, 12, 21, 112, 123].map(|n| ordinal(n, "en")).into();
        assert_eq!(told.join(" "), "1st 2nd 3rd 4th 11th 12th 21st 112th 123rd");
        assert_eq!(ordinal(12, "zh"), "第十二");
    }

    #[test]
    fn plain_text_and_json_are_safe() {
        assert_eq!(plain("<p>甲 &amp; <b>乙</b> &lt;c&gt;</p>"), "甲 & 乙 <c>");
        assert_eq!(plain("<td>三十</td><td>五<b>名</b></td>\n<p>甲<br>乙</p><hr>"), "三十 五名\n甲 乙");
        assert_eq!(
            plain("党<font color=red>建</font>引<SPAN>领</SPAN><img src=a>发<my-x>展</my-x>"),
            "党建引领发展"
        );
        assert_eq!(
            plain("<TD>三十</TD><TD>五名</TD><text>甲</text><text>乙</text>丙<br/>丁"),
            "三十 五名 甲 乙 丙 丁"
        );
        assert_eq!(plain("甲<b<i>乙<"), "甲乙");
        assert_eq!(json(&Value::from("</script>")).unwrap().as_str(), Some("\"\\u003c/script>\""));
    }
}
