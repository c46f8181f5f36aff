//! The looks of the text. Sizes are in pixels, since WeChat changes others.

pub(super) const ARTICLE: &str =
    "font-size:16px;line-height:1.75;color:#333333;letter-spacing:0.5px;text-align:justify;";
pub(super) const PARAGRAPH: &str = "margin:0 0 16px;font-size:16px;line-height:1.75;";
pub(super) const HEADLINE: &str =
    "margin:0 0 12px;font-size:16px;line-height:1.6;text-align:center;color:#666666;";
pub(super) const FACTS: &str = "margin:0 0 20px;padding:12px 16px 1px;background-color:#f7f7f7;";
pub(super) const HEADING_1: &str = "margin:28px 0 16px;padding:0 0 0 10px;border-left:4px solid \
                                    #b3131b;font-size:18px;line-height:1.5;font-weight:bold;color:#b3131b;";
pub(super) const HEADING_2: &str =
    "margin:24px 0 12px;font-size:17px;line-height:1.5;font-weight:bold;color:#333333;";
pub(super) const HEADING_3: &str =
    "margin:20px 0 8px;font-size:16px;line-height:1.5;font-weight:bold;color:#333333;";
pub(super) const QUOTE: &str = "margin:0 0 16px;padding:12px 16px 1px;border-left:3px solid \
                                #cccccc;background-color:#f7f7f7;color:#666666;";
pub(super) const NOTICE: &str =
    "margin:0 0 16px;padding:12px 16px 1px;border:1px solid #e8c9c6;background-color:#fdf6f5;";
pub(super) const NOTICE_TITLE: &str =
    "margin:0 0 8px;font-size:16px;line-height:1.75;font-weight:bold;color:#b3131b;";
pub(super) const CODE: &str = "margin:0 0 16px;padding:12px 16px;background-color:#f7f7f7;font-size:13px;\
                               line-height:1.6;font-family:Consolas,Menlo,monospace;text-align:left;";
pub(super) const RULE: &str = "margin:24px 0;border-top:1px solid #dddddd;font-size:1px;line-height:1px;";
pub(super) const SIGNATURE: &str = "margin:0;font-size:16px;line-height:1.75;text-align:right;";
pub(super) const PICTURE: &str = "margin:0 0 8px;padding:16px 12px;border:1px dashed #b3131b;font-size:15px;\
                                  line-height:1.75;text-align:center;color:#b3131b;";
pub(super) const CAPTION: &str =
    "margin:0 0 16px;font-size:14px;line-height:1.6;text-align:center;color:#888888;";
pub(super) const TABLE: &str =
    "width:100%;border-collapse:collapse;margin:0 0 16px;font-size:14px;line-height:1.6;";
pub(super) const HEAD_CELL: &str =
    "padding:6px 8px;border:1px solid #cccccc;background-color:#f7f7f7;font-weight:bold;";
pub(super) const CELL: &str = "padding:6px 8px;border:1px solid #cccccc;";
pub(super) const LINK: &str = "color:#576b95;";
pub(super) const MARK: &str = "font-size:12px;line-height:1;color:#888888;";
pub(super) const STRUCK: &str = "text-decoration:line-through;";
pub(super) const ENDNOTES: &str =
    "margin:24px 0 8px;font-size:15px;line-height:1.75;font-weight:bold;color:#666666;";
pub(super) const ENDNOTE: &str =
    "margin:0 0 4px;font-size:14px;line-height:1.6;color:#888888;text-align:left;word-break:break-all;";
pub(super) const BYLINE: &str = "margin:8px 0 0;font-size:14px;line-height:1.6;color:#888888;";

/// Returns the look of an item of a list, by the number of lists around it.
pub(super) fn item(depth: usize) -> String {
    let indent = 24 * (depth + 1);
    format!("margin:0 0 8px;padding:0 0 0 {indent}px;font-size:16px;line-height:1.75;")
}
