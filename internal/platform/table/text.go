package table

import (
	"bytes"
	"encoding/binary"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"openmaf/internal/platform/fault"
)

// Limit is the size of the largest file that is read: the whole of Code-Point
// Open in one file is about half of it.
const Limit = 256 << 20

// ReadAll reads a whole file of at most Limit bytes. A larger one is the fault
// "table.too-big".
func ReadAll(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, Limit+1))
	if err != nil {
		return nil, fault.New(fault.Invalid, "table.unreadable").Because(err)
	}
	if len(data) > Limit {
		return nil, fault.New(fault.Invalid, "table.too-big")
	}
	return data, nil
}

// Text returns the file's text as UTF-8 without a byte order mark. Bytes that
// are not UTF-8 are taken one by one as Windows-1252, which contains Latin-1:
// a list put together from two sources may hold both. A file that is no text
// is refused with a fault that says what it is.
func Text(data []byte) (string, error) {
	if key := foreign(data); key != "" {
		return "", fault.New(fault.Invalid, key)
	}
	text := decode(data)
	if strings.TrimSpace(text) == "" {
		return "", fault.New(fault.Invalid, "table.empty")
	}
	if strings.ContainsRune(text, 0) {
		return "", fault.New(fault.Invalid, "table.binary")
	}
	if isPage(text) {
		return "", fault.New(fault.Invalid, "table.page")
	}
	return text, nil
}

// signatures are the first bytes of what people send instead of a list.
var signatures = []struct{ prefix, key string }{
	{"\xd0\xcf\x11\xe0", "table.workbook"}, // Excel and Word before 2007
	{"%PDF", "table.pdf"},
	{"\x89PNG", "table.picture"},
	{"\xff\xd8\xff", "table.picture"},
	{"GIF8", "table.picture"},
	{"\x1f\x8b", "table.zip"},
	{"7z\xbc\xaf\x27\x1c", "table.zip"},
	{"Rar!", "table.zip"},
	{`{\rtf`, "table.document"},
	{"SQLite format 3\x00", "table.binary"},
}

// foreign returns the message for a file known by its first bytes not to be
// text, or nothing.
func foreign(data []byte) string {
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.prefix)) {
			return s.key
		}
	}
	if len(data) > 12 && bytes.HasPrefix(data, []byte("RIFF")) && string(data[8:12]) == "WEBP" {
		return "table.picture"
	}
	if bytes.HasPrefix(data, []byte("PK")) && len(data) > 3 && data[2] < 9 {
		return zipped(data)
	}
	return ""
}

// zipped tells a workbook and a document from any other archive, by the names
// of the members, which stand in the archive unpacked.
func zipped(data []byte) string {
	switch {
	case bytes.Contains(data, []byte("xl/")), bytes.Contains(data, []byte("opendocument.spreadsheet")):
		return "table.workbook"
	case bytes.Contains(data, []byte("word/")), bytes.Contains(data, []byte("opendocument.text")):
		return "table.document"
	}
	return "table.zip"
}

// isPage reports whether the text is a web page or another file of markup: what
// one gets by saving the page that shows the list.
func isPage(text string) bool {
	start := strings.ToLower(strings.TrimSpace(text[:min(len(text), 512)]))
	for _, p := range []string{"<!doctype", "<html", "<?xml", "<head", "<body", "<table"} {
		if strings.HasPrefix(start, p) {
			return true
		}
	}
	return false
}

func decode(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return decode16(data[2:], binary.LittleEndian)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decode16(data[2:], binary.BigEndian)
	}
	if utf8.Valid(data) {
		return string(data)
	}
	return mend(data)
}

// decode16 reads what Excel saves as "Unicode text".
func decode16(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

// mend keeps what is UTF-8 and reads every other byte as Windows-1252.
func mend(data []byte) string {
	var b strings.Builder
	b.Grow(len(data) + len(data)/8)
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			r = charmap.Windows1252.DecodeByte(data[0])
		}
		b.WriteRune(r)
		data = data[size:]
	}
	return b.String()
}
