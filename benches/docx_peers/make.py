#!/usr/bin/env python3
"""Writes Word documents, each with the lines that readers see in it. See README.md."""
import io, struct, subprocess, sys, zlib
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)


def png(colour):
    """A picture of one colour."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes(colour) * 40 for _ in range(30))
    head = struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def numbering(document, number, levels, more=""):
    """Adds a definition of numbers; a level is a format, a text and other properties."""
    part = document.part.numbering_part.element
    xml = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{other}<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text, other) in enumerate(levels))
    first = part.find(qn("w:num"))
    definition = parse_xml(f'<w:abstractNum {W} w:abstractNumId="{number}">{xml}</w:abstractNum>')
    first.addprevious(definition) if first is not None else part.append(definition)
    part.append(parse_xml(f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{number}"/>{more}</w:num>'))


def numbered(document, number, level, words):
    paragraph = document.add_paragraph(words)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'))
    return paragraph


def raw(document, xml):
    document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")


def save(document, name, lines):
    document.save(folder / f"{name}.docx")
    (folder / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def news():
    d = docx.Document()
    d.add_paragraph("公司党委开展主题党日活动").alignment = WD_ALIGN_PARAGRAPH.CENTER
    d.add_paragraph("（通讯员 王宁）")
    d.add_paragraph("5月1日，公司党委组织党员开展植树活动。")
    d.add_paragraph().add_run("“一个支部”建在项目上").bold = True
    d.add_paragraph("活动中，党员们重温入党誓词，增长13.6%以上。")
    d.add_picture(io.BytesIO(png((200, 30, 30))))
    d.add_paragraph("△党员在植树（张三 摄）").alignment = WD_ALIGN_PARAGRAPH.CENTER
    d.add_paragraph("党群工作部").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    d.add_paragraph("2026年5月1日").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    save(d, "01-news", ["公司党委开展主题党日活动", "（通讯员 王宁）", "5月1日，公司党委组织党员开展植树活动。", "“一个支部”建在项目上",
        "活动中，党员们重温入党誓词，增长13.6%以上。", "△党员在植树（张三 摄）", "党群工作部", "2026年5月1日"])


def notice():
    d = docx.Document()
    numbering(d, 50, [("chineseCounting", "%1、", ""), ("chineseCounting", "（%2）", ""), ("decimal", "%3.", ""), ("decimal", "（%4）", "")])
    lines = []
    for level, printed, words in [(0, "一、", "总体要求"), (1, "（一）", "指导思想"), (2, "1.", "提高认识"), (2, "2.", "抓好落实"), (3, "（1）", "定期检查"),
            (1, "（二）", "基本原则"), (2, "1.", "坚持问题导向"), (0, "二、", "主要任务"), (1, "（一）", "开展学习")]:
        numbered(d, 50, level, words)
        lines.append(printed + words)
    save(d, "02-notice-numbers", lines)


def rules():
    d = docx.Document()
    numbering(d, 50, [("chineseCountingThousand", "第%1章", ""), ("chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>'), ("chineseCountingThousand", "（%3）", "")])
    lines = []
    for level, printed, words in [(0, "第一章", "总则"), (1, "第一条", "为了加强管理，制定本办法。"), (1, "第二条", "本办法适用于各支部。"), (2, "（一）", "机关支部；"),
            (2, "（二）", "项目支部。"), (0, "第二章", "附则"), (1, "第三条", "本办法自发布之日起施行。")]:
        numbered(d, 50, level, words)
        lines.append(printed + words)
    save(d, "03-rules", lines)


def headings():
    d = docx.Document()
    numbering(d, 50, [("japaneseCounting", "%1、", '<w:pStyle w:val="Heading1"/>'), ("decimal", "%1.%2", '<w:pStyle w:val="Heading2"/><w:isLgl/>')])
    for style in ("Heading 1", "Heading 2"):
        level = int(style[-1]) - 1
        d.styles[style].element.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="50"/></w:numPr>'))
    d.add_heading("实施方案", 0)
    for words, level in [("工作目标", 1), ("近期目标", 2), ("远期目标", 2), ("保障措施", 1), ("组织保障", 2)]:
        d.add_heading(words, level)
        d.add_paragraph(f"{words}的正文。")
    save(d, "04-heading-styles", ["实施方案", "一、工作目标", "1.1近期目标", "1.2远期目标", "二、保障措施", "2.1组织保障", "工作目标的正文。", "远期目标的正文。"])


def formats():
    d = docx.Document()
    lines = []
    for at, (form, text, first, second) in enumerate([("decimalEnclosedCircleChinese", "%1", "①", "②"), ("ideographTraditional", "%1、", "甲、", "乙、"),
            ("chineseLegalSimplified", "%1、", "壹、", "贰、"), ("decimalFullWidth", "%1．", "１．", "２．"), ("upperRoman", "%1.", "I.", "II."),
            ("lowerLetter", "%1)", "a)", "b)"), ("decimal", "%1、", "1、", "2、"), ("ideographZodiac", "（%1）", "（子）", "（丑）")]):
        numbering(d, 60 + at, [(form, text, "")])
        for printed in (first, second):
            numbered(d, 60 + at, 0, f"事项{at}")
            lines.append(f"{printed}事项{at}")
    save(d, "05-formats", lines)


def restart():
    d = docx.Document()
    numbering(d, 50, [("chineseCounting", "%1、", "")])
    d.part.numbering_part.element.append(parse_xml(f'<w:num {W} w:numId="51"><w:abstractNumId w:val="50"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'))
    d.part.numbering_part.element.append(parse_xml(f'<w:num {W} w:numId="52"><w:abstractNumId w:val="50"/></w:num>'))
    lines = []
    for number, printed, words in [(50, "一、", "甲事"), (50, "二、", "乙事"), (51, "一、", "丙事"), (51, "二、", "丁事"), (52, "三、", "戊事")]:
        numbered(d, number, 0, words)
        lines.append(printed + words)
    save(d, "06-restart", lines)


def tables():
    d = docx.Document()
    t = d.add_table(4, 4)
    t.cell(0, 0).merge(t.cell(1, 0)).text = "支部"
    t.cell(0, 1).merge(t.cell(0, 3)).text = "2026年上半年"
    for column, words in enumerate(["应到人数", "实到人数", "备注"], 1):
        t.cell(1, column).text = words
    for row, words in [(2, ["第一党支部", "26人", "25人", "请假1人"]), (3, ["第二党支部", "31人", "31人", ""])]:
        for column, word in enumerate(words):
            t.cell(row, column).text = word
    frame = d.add_table(1, 1)
    frame.cell(0, 0).text = "框里的说明文字。"
    save(d, "07-tables", ["支部", "2026年上半年", "应到人数", "第一党支部", "26人", "请假1人", "第二党支部", "31人", "框里的说明文字。"])


def box():
    d = docx.Document()
    d.add_paragraph("上面的正文。")
    content = f'<w:p><w:r><w:t>文本框里的第一段。</w:t></w:r></w:p><w:p><w:r><w:t>文本框里的第二段。</w:t></w:r></w:p>'
    raw(d, f'''<w:p {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
      xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">
      <w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="2000000" cy="900000"/><wp:docPr id="9" name="文本框 1"/>
      <a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>
      </wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>''')
    d.add_paragraph("下面的正文。")
    save(d, "08-text-box", ["上面的正文。", "文本框里的第一段。", "文本框里的第二段。", "下面的正文。"])


def changes():
    d = docx.Document()
    raw(d, f'<w:p {W}><w:r><w:t>会议</w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>讨论</w:delText></w:r></w:del><w:ins w:id="2" w:author="a"><w:r><w:t>审议</w:t></w:r></w:ins><w:r><w:t>通过了报告。</w:t></w:r></w:p>')
    raw(d, f'<w:p {W}><w:r><w:t>公开的话。</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>不公开的话。</w:t></w:r></w:p>')
    save(d, "09-changes", ["会议审议通过了报告。", "公开的话。", "!不公开的话。", "!讨论"])


def form():
    d = docx.Document()
    p = d.add_paragraph("姓名")
    p.add_run("        ").underline = True
    p.add_run("党支部")
    p = d.add_paragraph()
    p.add_run("同意")
    p._p.append(parse_xml(f'<w:r {W}><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'))
    p.add_run("不同意")
    p._p.append(parse_xml(f'<w:r {W}><w:sym w:font="Wingdings" w:char="F06F"/></w:r>'))
    d.add_paragraph("　" * 16 + "机关党委")
    p = d.add_paragraph("第一行")
    p.add_run().add_break()
    p.add_run("软回车后的一行")
    save(d, "10-form", ["姓名____党支部", "同意☑不同意□", "机关党委", "第一行", "软回车后的一行"])


def fields():
    d = docx.Document()
    d.add_heading("总则", 1)
    mark = lambda kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
    field = lambda instruction, words: f'{mark("begin")}<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>{mark("separate")}<w:r><w:t>{words}</w:t></w:r>{mark("end")}'
    raw(d, f'<w:p {W}><w:r><w:t>详见</w:t></w:r>{field("REF a", "第二章")}<w:r><w:t>，</w:t></w:r>{field("HYPERLINK &quot;https://example.com/a&quot;", "公司网站")}<w:r><w:t>。</w:t></w:r></w:p>')
    raw(d, f'<w:p {W}><w:r><w:t>图</w:t></w:r>{field("SEQ 图", "3")}<w:r><w:t>会场</w:t></w:r></w:p>')
    raw(d, f'<w:p {W}>{mark("begin")}<w:r><w:instrText xml:space="preserve"> EQ \\o\\ac(○,5) </w:instrText></w:r>{mark("end")}<w:r><w:t>加圈的五</w:t></w:r></w:p>')
    raw(d, f'<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>控件里的段落。</w:t></w:r></w:p></w:sdtContent></w:sdt>')
    save(d, "11-fields", ["总则", "详见第二章，", "公司网站", "图3会场", "⑤加圈的五", "控件里的段落。"])


def photos():
    d = docx.Document()
    t = d.add_table(2, 2)
    for at, colour in enumerate([(30, 200, 30), (30, 30, 200)]):
        t.cell(0, at).paragraphs[0].add_run().add_picture(io.BytesIO(png(colour)))
        t.cell(1, at).text = f"第{at + 1}张照片"
    for style, words in [("List Bullet", "第一点"), ("List Bullet", "第二点"), ("List Number", "步骤甲"), ("List Number", "步骤乙")]:
        d.add_paragraph(words, style=style)
    save(d, "12-photos-lists", ["第1张照片", "第2张照片", "第一点", "第二点", "1.步骤甲", "2.步骤乙"])


FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<text:list-style style:name="L1">
<text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>
<text:list-level-style-number text:level="2" style:num-format="一, 二, 三, ..." style:num-prefix="（" style:num-suffix="）"/>
<text:list-level-style-number text:level="3" style:num-format="1" style:num-suffix="."/></text:list-style>
<text:list-style style:name="L2"><text:list-level-style-number text:level="1" style:num-format="①, ②, ③, ..."/></text:list-style>
<style:style style:name="R" style:family="paragraph"><style:paragraph-properties fo:text-align="end"/></style:style>
</office:automatic-styles><office:body><office:text>%s</office:text></office:body></office:document>"""


def libre():
    """Documents that LibreOffice writes."""
    sources = {
        "13-libreoffice-lists": ("""<text:p>关于学习的通知</text:p><text:list text:style-name="L1"><text:list-item><text:p>总体要求</text:p><text:list><text:list-item><text:p>目标</text:p>
<text:list><text:list-item><text:p>细目</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>原则</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>任务</text:p></text:list-item></text:list>
<text:p>中间的话。</text:p><text:list text:continue-numbering="true" text:style-name="L1"><text:list-item><text:p>要求</text:p></text:list-item></text:list>
<text:list text:style-name="L2"><text:list-item><text:p>圈一</text:p></text:list-item><text:list-item><text:p>圈二</text:p></text:list-item></text:list><text:p text:style-name="R">党委办公室</text:p>""",
            ["关于学习的通知", "一、总体要求", "（一）目标", "1.细目", "（二）原则", "二、任务", "中间的话。", "三、要求", "①圈一", "②圈二", "党委办公室"]),
        "14-libreoffice-boxes": ("""<text:p>正文<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>脚注的话。</text:p></text:note-body></text:note>在前。</text:p>
<text:p><draw:frame draw:name="框" text:anchor-type="paragraph" svg:width="6cm" svg:height="2cm"><draw:text-box><text:p>框里的话。</text:p></draw:text-box></draw:frame>锚定的段落。</text:p>
<table:table table:name="T"><table:table-column table:number-columns-repeated="2"/><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>跨两列的表头</text:p></table:table-cell><table:covered-table-cell/></table:table-row>
<table:table-row><table:table-cell><text:p>左边的格</text:p></table:table-cell><table:table-cell><text:p>右边的格</text:p></table:table-cell></table:table-row></table:table>
<text:p>上一行<text:line-break/>下一行</text:p>""", ["脚注的话。", "框里的话。", "锚定的段落。", "跨两列的表头", "左边的格", "右边的格", "上一行", "下一行"]),
    }
    for name, (body, lines) in sources.items():
        (folder / f"{name}.fodt").write_text(FODT % body, encoding="utf-8")
        (folder / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    again = {"15-libreoffice-again-notice": "02-notice-numbers", "16-libreoffice-again-tables": "07-tables", "17-libreoffice-again-box": "08-text-box"}
    for name, other in again.items():
        (folder / f"{name}.txt").write_text((folder / f"{other}.txt").read_text(encoding="utf-8"), encoding="utf-8")
    convert = lambda kind, *files: subprocess.run(["soffice", "--headless", "--convert-to", kind, "--outdir", folder, *files], check=True, stdout=subprocess.DEVNULL)
    convert("docx", *(folder / f"{name}.fodt" for name in sources))
    for name, other in again.items():
        convert("odt", folder / f"{other}.docx")
        (folder / f"{other}.odt").rename(folder / f"{name}.odt")
        convert("docx", folder / f"{name}.odt")
    for left in [*folder.glob("*.odt"), *folder.glob("*.fodt")]:
        left.unlink()


for write in (news, notice, rules, headings, formats, restart, tables, box, changes, form, fields, photos, libre):
    write()
