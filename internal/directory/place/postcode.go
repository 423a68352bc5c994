package place

import "strings"

// Postcode is a code of the post in its usual writing: a British one in full
// ("LE1 1AA"), only its outward half ("LE1"), or an Irish Eircode.
type Postcode struct {
	Out   string // outward code, or the routing key of an Eircode
	In    string // inward code, or the rest of an Eircode; empty for an outcode
	Irish bool
}

// ParsePostcode reads a postcode in any case and with any spacing. A sector
// ("LE1 1") counts as its outcode. It checks the form only: whether the Post
// Office ever gave the code out, only the imported files know.
//
// A routing key alone ("W12") is not taken for an Eircode, because British
// outcodes look the same.
func ParsePostcode(s string) (Postcode, bool) {
	first, rest, ok := fields(s)
	if !ok {
		return Postcode{}, false
	}
	if isOutcode(first) && (rest == "" || len(rest) == 1 && digit(rest[0])) {
		return Postcode{Out: first}, true
	}
	all := first + rest
	if isOutcode(all) { // "LE 1"
		return Postcode{Out: all}, true
	}
	if isEircode(all) {
		return Postcode{Out: all[:3], In: all[3:], Irish: true}, true
	}
	if len(all) < 5 {
		return Postcode{}, false
	}
	p := Postcode{Out: all[:len(all)-3], In: all[len(all)-3:]}
	return p, (isOutcode(p.Out) || p.Out == "GIR") && isIncode(p.In)
}

// String is the code as it is printed on a letter.
func (p Postcode) String() string {
	if p.In == "" {
		return p.Out
	}
	return p.Out + " " + p.In
}

// Full reports whether the code stands for a few houses, not for a district.
func (p Postcode) Full() bool { return p.In != "" }

// Area is the letters that a British code begins with: "LE" of "LE1 1AA".
func (p Postcode) Area() string {
	for i := range len(p.Out) {
		if digit(p.Out[i]) {
			return p.Out[:i]
		}
	}
	return p.Out
}

// fields splits at the first space and drops all others, in upper case. It
// refuses what cannot be a code, so that callers may index bytes.
func fields(s string) (first, rest string, ok bool) {
	const longest = 8 // of a code, "SW1A 1AA" being the longest without padding
	var parts [2]strings.Builder
	part := 0
	for _, r := range strings.TrimSpace(s) {
		switch {
		case r == ' ' || r == '\t' || r == '\u00a0':
			part = 1
			continue
		case r >= 'a' && r <= 'z':
			r -= 'a' - 'A'
		case r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
		default:
			return "", "", false
		}
		parts[part].WriteByte(byte(r))
		if parts[0].Len()+parts[1].Len() >= longest {
			return "", "", false
		}
	}
	return parts[0].String(), parts[1].String(), parts[0].Len() > 0
}

// isOutcode accepts the six forms A9, A99, AA9, AA99, A9A and AA9A. The letters
// Q, V and X begin no area, and I, J and Z are never second (BS 7666).
func isOutcode(s string) bool {
	if len(s) < 2 || len(s) > 4 || !letter(s[0]) || strings.IndexByte("QVX", s[0]) >= 0 {
		return false
	}
	district := s[1:]
	if letter(s[1]) {
		if strings.IndexByte("IJZ", s[1]) >= 0 {
			return false
		}
		district = s[2:]
	}
	switch len(district) {
	case 1:
		return digit(district[0])
	case 2:
		return digit(district[0])
	}
	return false
}

// isIncode accepts a digit and two letters; C, I, K, M, O and V are not used
// there because they read like others.
func isIncode(s string) bool {
	return len(s) == 3 && digit(s[0]) && unitLetter(s[1]) && unitLetter(s[2])
}

// isEircode accepts a routing key (a letter and two digits, or D6W) and four
// more letters or digits. No British code of seven characters begins with a
// letter and a digit, so the two cannot be mistaken for each other.
func isEircode(s string) bool {
	return len(s) == 7 && letter(s[0]) && digit(s[1]) && (digit(s[2]) || s[:3] == "D6W")
}

func letter(c byte) bool     { return c >= 'A' && c <= 'Z' }
func digit(c byte) bool      { return c >= '0' && c <= '9' }
func unitLetter(c byte) bool { return letter(c) && strings.IndexByte("CIKMOV", c) < 0 }
