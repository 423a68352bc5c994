package meeting

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"openmaf/internal/directory/facet"
)

// fold is text as it is searched and compared: lower case, without accents and
// punctuation, words apart by one space. "Bisham Women’s Café" and "bisham
// womens cafe" are one text.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	write := func(r rune) {
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(unicode.ToLower(r))
	}
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			write(r)
		case r == '\'', r == '’', r == '‘', r == '`', r == '.', unicode.Is(unicode.Mn, r):
		default:
			gap = true
		}
	}
	return b.String()
}

// identity is what makes a listing the same meeting in two editions of a list
// whose ids are not to be trusted.
type identity struct {
	fellowship, title, days, time, postcode string
}

func identityOf(l Listing) identity {
	return identity{
		fellowship: fold(l.Fellowship),
		title:      fold(l.Title),
		days:       l.Slot.Rule.String(),
		time:       l.Slot.Start.String(),
		postcode:   l.Postcode,
	}
}

// key is the identity as it is stored; none of its parts holds the separator.
func (i identity) key() string {
	return strings.Join([]string{i.fellowship, i.title, i.days, i.time, i.postcode}, "|")
}

func identityFrom(key string) identity {
	p := append(strings.SplitN(key, "|", 5), make([]string, 5)...)
	return identity{p[0], p[1], p[2], p[3], p[4]}
}

// agrees reports whether a listing that bears a meeting's id can be that
// meeting after one thing about it changed. Lists number their meetings anew:
// of 4,254 ids of one list in 2024 only 104 came back in 2026, none of them
// for the same meeting.
func (i identity) agrees(now identity) bool {
	if i.fellowship != now.fellowship {
		return false
	}
	sameTime := i.days == now.days && i.time == now.time
	samePlace := i.postcode == now.postcode || i.postcode == "" || now.postcode == ""
	return i.title == now.title || sameTime && samePlace
}

// digest is a short hash of everything that a list says of a meeting except its
// id: two editions with the same digest say the same. The facts' sources and
// days are left out, for a list has none of its own.
func digest(l Listing) string {
	h := sha256.New()
	put := func(parts ...string) {
		for _, p := range parts {
			h.Write([]byte(strconv.Itoa(len(p))))
			h.Write([]byte{':'})
			h.Write([]byte(p))
		}
	}
	put(l.Fellowship, string(l.Kind), l.Title, l.Slot.Rule.String(), l.Slot.Start.String(), strconv.Itoa(l.Slot.Minutes),
		string(l.Attendance), l.Venue, l.Address, l.Postcode, position(l), l.Notes, l.Website, l.Join)
	for _, name := range facet.Names {
		put(facet.Of(l.Facets, name).Value.String())
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

func position(l Listing) string {
	if !l.Located {
		return ""
	}
	return strconv.FormatFloat(l.Lat, 'f', 6, 64) + " " + strconv.FormatFloat(l.Lon, 'f', 6, 64)
}
