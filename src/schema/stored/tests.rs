use proptest::prelude::*;

use super::*;
use crate::problem::SourceText;
use crate::schema::{Reader, declare_group};
use crate::source::yaml;

const DECLARED: &str = "
fields:
  title: {type: text, required: true}
  body: {type: markdown}
  date: {type: date}
  count: {type: integer}
  share: {type: number}
  open: {type: boolean}
  level: {type: choice, choices: {national: 国家级, firm: 企业级}}
  cover: {type: image}
  files: {type: list, of: file}
  author: {type: person}
  unit: {type: organization}
  concept: {type: reference}
  slogan: {type: text, localized: true}
  period: {type: group, fields: {from: {type: date}, to: {type: date}}}
";

const GIVEN: &str = "
title: 甲
body: '**乙**'
date: 2006年7月
count: -3
share: 0.5
open: 是
level: 企业级
cover: {src: a.jpg, alt: 合影}
files: [a.pdf, {src: b.pdf, title: 附件}]
author: {name: 张三, post: 书记}
unit: 第一支部
concept: x
period: {from: 2023-08-08, to: 2023-08-09 18:00}
";

fn group() -> Group {
    declare_group(&SourceText::new("x.yaml", DECLARED)).unwrap()
}

fn fields(group: &Group) -> Fields {
    let text = SourceText::new("x.md", GIVEN);
    let node = yaml::parse(&text, 0..GIVEN.len()).unwrap();
    let mut reader = Reader::new(GIVEN);
    let fields = reader.group(group, &node);
    let issues = reader.finish();
    assert!(issues.is_empty(), "{issues:?}");
    fields
}

#[test]
fn fields_of_every_kind_come_back() {
    let group = group();
    let fields = fields(&group);
    assert!(fields.iter().count() >= 12);
    for (key, _) in fields.iter().filter(|(_, value)| is_words(value)) {
        assert!(may_be_words(&group.field(key).unwrap().kind), "{key}");
    }
    assert_eq!(decode(&group, &encode(&group, &fields)), Some(fields));
}

#[test]
fn the_frame_is_what_is_left_without_words() {
    let group = group();
    let mut fields = fields(&group);
    let frame = encode_frame(&group, &fields);
    let kept = decode(&group, &frame).unwrap();
    assert!(kept.get("title").is_none() && kept.get("cover").is_none() && kept.get("date").is_some());
    fields.set("title".into(), Value::Text("别的标题".into()));
    assert_eq!(encode_frame(&group, &fields), frame);
    fields.set("count".into(), Value::Integer(4));
    assert_ne!(encode_frame(&group, &fields), frame);
}

#[test]
fn free_yaml_comes_back() {
    let text = "a: [1, 2.5, 是, null, true, {b: c}]";
    let node = yaml::parse(&SourceText::new("x", text), 0..text.len()).unwrap();
    let mut out = Out::default();
    put_node(&node, &mut out);
    let mut rest = Rest { bytes: &out.bytes, words: &out.words };
    assert_eq!(take_node(&mut rest, 0), Some(node));
    assert!(rest.bytes.is_empty() && rest.words.is_empty());
}

proptest! {
    #[test]
    fn bytes_that_are_cut_off_or_foreign_are_refused_or_read_and_never_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..80),
        cut in 0usize..400,
    ) {
        let group = group();
        decode(&group, &bytes);
        let whole = encode(&group, &fields(&group));
        if cut < whole.len() {
            prop_assert_eq!(decode(&group, &whole[..cut]), None);
        }
    }
}
