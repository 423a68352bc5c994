package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

// Word is the document as a file that word processors open (Office Open XML,
// ECMA-376), with headings, lists, tables and pictures of its own kind.
func (d Document) Word() ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	made := d.AsOf.At(12 * 60).UTC()
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", wordTypes}, {"_rels/.rels", wordRels}, {"word/_rels/document.xml.rels", wordDocumentRels},
		{"word/styles.xml", fmt.Sprintf(wordStyles, escaped(d.Lang))}, {"word/footer1.xml", d.wordFooter()}, {"word/numbering.xml", wordNumbering}, {"docProps/core.xml", d.wordProperties(made)}, {"word/document.xml", d.wordBody()},
	} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: made})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write([]byte(xml.Header + part.text)); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
}

const (
	wordTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
		`<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`
	wordRels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`
	wordDocumentRels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>` +
		`<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>`
	wordNames  = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	wordStyles = `<w:styles ` + wordNames + `><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="%s"/></w:rPr></w:rPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="120"/></w:pPr><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="22"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:rPr><w:b/><w:sz w:val="40"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="60"/></w:pPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Cell"><w:name w:val="Table Text"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="20" w:after="20"/></w:pPr><w:rPr><w:sz w:val="18"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="CellHead"><w:name w:val="Table Heading"/><w:basedOn w:val="Cell"/><w:rPr><w:b/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="0"/><w:jc w:val="right"/></w:pPr><w:rPr><w:sz w:val="17"/></w:rPr></w:style>` +
		`<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/></w:tblBorders></w:tblPr></w:style></w:styles>`
	wordNumbering = `<w:numbering ` + wordNames + `><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>` +
		`<w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`
	wordWidth = 11906 - 2*1134 // between the margins, in twentieths of a point
)

func (d Document) wordProperties(made time.Time) string {
	at := made.Format(time.RFC3339)
	return `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escaped(d.Title) + `</dc:title><dc:language>` + escaped(d.Lang) + `</dc:language>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + at + `</dcterms:created></cp:coreProperties>`
}

func (d Document) wordBody() string {
	var b strings.Builder
	pictures := 0
	b.WriteString(`<w:document ` + wordNames + drawingNames + relationNames + `><w:body>`)
	paragraph(&b, "Title", d.Title)
	for i, block := range d.Blocks {
		switch {
		case block.Heading != "":
			paragraph(&b, "Heading1", block.Heading)
		case block.Text != "":
			keeping(&b, "", block.Text, leads(d.Blocks[i+1:]))
		case block.Notice != "":
			paragraph(&b, "Caption", block.Notice)
		case block.Picture != nil:
			pictures++
			wordPicture(&b, pictures, *block.Picture)
		case block.Table != nil:
			wordTable(&b, *block.Table)
		}
		for _, item := range block.List {
			paragraph(&b, "ListBullet", item)
		}
	}
	b.WriteString(`<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`)
	return b.String()
}

// wordFooter stands at the foot of each page: what this is, and which page.
func (d Document) wordFooter() string {
	return `<w:ftr ` + wordNames + `><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">` + escaped(d.Title) + `   </w:t></w:r>` +
		`<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>`
}

func paragraph(b *strings.Builder, style, text string) { keeping(b, style, text, false) }

// keeping writes a paragraph that may have to stay with the next one.
func keeping(b *strings.Builder, style, text string, keep bool) {
	b.WriteString(`<w:p>`)
	if style != "" || keep {
		b.WriteString(`<w:pPr>`)
		if style != "" {
			fmt.Fprintf(b, `<w:pStyle w:val="%s"/>`, style)
		}
		if keep {
			b.WriteString(`<w:keepNext/>`)
		}
		b.WriteString(`</w:pPr>`)
	}
	fmt.Fprintf(b, `<w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>`, escaped(minus.ReplaceAllString(text, "$1\u2212$2")))
}

// minus is a hyphen that stands for one. A word processor would break the line
// after it, and leave the number without its sign.
var minus = regexp.MustCompile(`(^|[ (])-(\d)`)

// wordTable is as wide as the page.
func wordTable(b *strings.Builder, t Table) {
	paragraph(b, "Caption", t.Caption)
	b.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	widths := columnWidths(t)
	for _, w := range widths {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, w)
	}
	b.WriteString(`</w:tblGrid>`)
	wordRow(b, `<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`, "CellHead", widths, t.Head, true)
	for i, row := range t.Rows {
		wordRow(b, `<w:trPr><w:cantSplit/></w:trPr>`, "Cell", widths, row, i < len(t.Rows)-1 && (i < 2 || len(t.Rows) <= wholeRows))
	}
	b.WriteString(`</w:tbl>`)
	paragraph(b, "", "")
}

// wholeRows are as many as a table may have that stays on one page.
const wholeRows = 15

// columnWidths share the page by the longest text of each column, within bounds
// in letters: a long one runs over several lines.
func columnWidths(t Table) []int {
	const narrow, wide = 12, 70
	widths, all := make([]int, len(t.Head)), 0
	for i := range widths {
		widths[i] = narrow
		for _, row := range append([][]string{t.Head}, t.Rows...) {
			if i < len(row) {
				widths[i] = max(widths[i], min(utf8.RuneCountInString(row[i]), wide))
			}
		}
		all += widths[i]
	}
	for i := range widths {
		widths[i] = wordWidth * widths[i] / all
	}
	return widths
}

func wordRow(b *strings.Builder, properties, style string, widths []int, cells []string, keep bool) {
	b.WriteString(`<w:tr>` + properties)
	for i, cell := range cells {
		fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, widths[i])
		keeping(b, style, cell, keep)
		b.WriteString(`</w:tc>`)
	}
	b.WriteString(`</w:tr>`)
}

func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a builder never fails
	return b.String()
}
