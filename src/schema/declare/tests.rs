use super::super::{ContentType, declare_type};
use super::*;

const COMMON: &str =
    "fields: {title: {label: {zh: 标题}, required: true}, date: {label: {zh: 日期}, type: date}}";

/// Returns the declared type, or each problem with its place.
fn declared(text: &str) -> Result<ContentType, Vec<String>> {
    let common = declare_group(&SourceText::new("common.yaml", COMMON)).unwrap();
    let shown = |problem: Problem| {
        let place = problem.place.as_ref().map(|place| format!("{}:{}", place.line, place.column));
        format!("{} {} {}", place.unwrap_or_default(), problem.code, problem.message.zh)
    };
    declare_type("lecture", &SourceText::new("types/lecture.yaml", text), &common, None)
        .map_err(|problems| problems.into_iter().map(shown).collect())
}

#[test]
fn a_field_may_be_its_kind_alone() {
    let found = declared(
        "字段:\n  主讲人: 人物\n  课时: 整数\n  要点: {种类: 列表, 每项: 文字}\n  speaker: person\n  备注:\n",
    );
    let found = found.unwrap();
    let kinds: Vec<&str> = found.own.iter().map(|key| found.group.field(key).unwrap().kind.name()).collect();
    assert_eq!(kinds, ["person", "integer", "list", "person", "text"]);
    let lecturer = found.group.meant_by("主讲人").unwrap();
    assert_eq!((&*lecturer.key, lecturer.label.get("zh")), ("zhu_jiang_ren", "主讲人"));
}

#[test]
fn nothing_in_a_declaration_is_without_effect() {
    for (text, wanted) in [
        ("字段:\n  课时: 小时\n", "2:7 type/unknown-kind 没有“小时”这种字段类型"),
        ("字段:\n  课时: 2\n", "2:7 type/wrong-value 字段后面要写它的种类，或者一组声明"),
        ("字段:\n  课时: [整数]\n", "2:7 type/wrong-value 字段后面要写它的种类，或者一组声明"),
        ("字段:\n  主讲人：{种类: 人物}\n", "2:3 type/key-form “主讲人：{种类”里的冒号是全角的“：”"),
        ("字段:\n  课时: {种类: 整数, 最小: 少}\n", "2:20 type/wrong-value “最小”这里要写一个整数，如 1"),
        ("字段:\n  课时: {必填: 要}\n", "2:12 type/wrong-value “必填”这里要写“是”或“否”"),
        ("分页: 要\n", "1:5 type/wrong-value “分页”这里要写“是”或“否”"),
        (
            "字段: {应到: 整数, 实到: 整数}\n规则:\n  - {总数: 应到, 各项: [实倒]}\n",
            "3:5 type/unknown-field 没有声明“实倒”这个字段",
        ),
        (
            "字段: {期: {种类: 一组, 字段: {起: 日期, 止: 日期}, 规则: [{先后: [起, 终]}]}}\n",
            "1:43 type/unknown-field 没有声明“终”这个字段",
        ),
    ] {
        assert_eq!(declared(text).err(), Some(vec![wanted.to_owned()]), "{text}");
    }
    let found =
        declared("字段: {课时: {种类: 整数, 最小: 一}, 结束: 日期}\n规则: [{先后: [日期, 结束]}]\n").unwrap();
    assert!(matches!(found.group.meant_by("课时").unwrap().kind, Kind::Integer { minimum: Some(1), .. }));
    assert_eq!(found.group.rules.len(), 1);
}
