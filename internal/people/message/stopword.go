package message

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Says is what kind of reply somebody wrote.
type Says string

const (
	SaysWords Says = "words"
	SaysStop  Says = "stop"  // no more texts
	SaysStart Says = "start" // texts again: somebody asks them
)

// Words that end texts. The first ones do so wherever a reply begins with them:
// whoever writes "Stop by at six?" gets one question too many, whoever writes
// "stop this now" gets no further text. The second ones are also words of
// everyday replies ("end of the week", "cancel tomorrow") and must stand alone.
var (
	stops = strings.Fields(`stop stopp stopt stopall stopio stopiwch unsubscribe unsubscribed unsub optout stopit stoptext stoptexts stoptexting
		koniec przestań rezygnuję wypisz بند ਬੰਦ બંધ`)
	stopsAlone = strings.Fields(`end cancel quit remove arret atal gorffen`)
	starts     = strings.Fields(`start unstop subscribe restart resume cychwyn zacznij`)
	please     = strings.Fields(`please pls plz now thanks thank you thx ta ok okay hi hello diolch proszę prosze just`)
	whatToStop = strings.Fields(`texting text texts messaging message messages contacting contact sending writing ringing these this all everything it now me please`)
	negations  = strings.Fields(`dont don't never not no can't cant won't wont`)
)

// Heard tells what kind of reply the words are.
func Heard(words string) Says {
	tokens := plainly(words)
	for len(tokens) > 0 && slices.Contains(please, tokens[0]) {
		tokens = tokens[1:]
	}
	switch {
	case len(tokens) == 0:
		return SaysWords
	case slices.Contains(stops, tokens[0]), slices.Contains(stopsAlone, tokens[0]) && only(tokens[1:], please), stopsLater(tokens):
		return SaysStop
	case slices.Contains(starts, tokens[0]) && only(tokens[1:], please):
		return SaysStart
	}
	return SaysWords
}

// stopsLater finds "can you stop texting me", "opt out", "no more texts".
func stopsLater(tokens []string) bool {
	for i, t := range tokens[:len(tokens)-1] {
		next := tokens[i+1]
		before := ""
		if i > 0 {
			before = tokens[i-1]
		}
		switch {
		case slices.Contains(negations, before) && !(before == "no" && t == "more"):
		case t == "stop" && slices.Contains(whatToStop, next):
			return true
		case t == "opt" && next == "out", t == "no" && next == "more" && slices.Contains(append(tokens[i+2:], ""), "texts"):
			return true
		case (t == "don't" || t == "dont") && (next == "text" || next == "contact" || next == "message"):
			return true
		}
	}
	return false
}

func only(tokens, allowed []string) bool {
	return !slices.ContainsFunc(tokens, func(t string) bool { return !slices.Contains(allowed, t) })
}

// plainly are the words in small letters, without marks around them.
func plainly(words string) []string {
	return strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(norm.NFKC.String(words), "’", "'")), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != '\''
	})
}
