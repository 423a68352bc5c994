package notify

import (
	"strings"
	"unicode/utf16"
)

// The alphabet of GSM 03.38, and the characters of its extension, which take
// two places.
const (
	basic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	wide  = "^{}\\[~]|€\f"
)

// Size is how much room a text takes.
type Size struct {
	Wide  bool // it needs the two-byte alphabet: Polish, Punjabi, an emoji
	Parts int  // messages that the network makes of it; each costs one
}

// SizeOf measures a text as networks count it.
func SizeOf(text string) Size {
	places := 0
	for _, r := range text {
		switch {
		case strings.ContainsRune(basic, r):
			places++
		case strings.ContainsRune(wide, r):
			places += 2
		default:
			return Size{Wide: true, Parts: parts(len(utf16.Encode([]rune(text))), 70, 67)}
		}
	}
	return Size{Parts: parts(places, 160, 153)}
}

// parts of a text that alone may have single places, and split each places.
func parts(places, single, each int) int {
	if places <= single {
		return 1
	}
	return (places + each - 1) / each
}
