package message

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// taboo are words that never stand in a message, whoever writes it: they tell a
// family, a housemate or an employer what it is about. A word ending in * is
// the beginning of one. Initials that are words as well are in [initials].
var taboo = strings.Fields(`
	aa na slaa acoa acdoa coda coda-uk al-anon alanon alateen nar-anon naranon famanon smart-recovery smartrecovery
	alcohol* alkohol* alcoholic* anonymous narcotic* fellowship* recover* sober* sobri* abstin* abstain* clean-time cleantime
	meeting meetings group groups spotkanie step steps twelve-step 12-step 12step sponsor* newcomer* dharma lifering
	drink drinks drinking drinker* drank drunk* booze* boozing beer* wine* vodka* cider* hangover* withdrawal*
	drug* narko* addict* user users substance* dependen* intoxicat* heroin cocaine coke crack cannabis weed ketamine amphetamine*
	meth methadon* buprenorphin* subutex buvidal espranor naloxone prenoxad nyxoid opioid* opiate* benzo* valium spice mamba ghb gambl*
	script scripts prescri* detox* rehab* relaps* lapse lapsed overdos* needle* syringe* inject* harm-reduction
	treatment* therap* counsel* psychiatr* diagnos* keyworker* clinic clinics hospital* probation* parole prison* court courts police
	hiv hepatitis hep-c safeguard* referral* turning-point change-grow-live cgl wearewithyou
	meddw alcoholig cyffur* cyfarfod adferiad alkoholik* trzeźw* narkotyk* mityng*`)

// initials are taboo only as they are written here: in small letters they are
// words, or parts of names.
var initials = []string{"CA", "GA", "MA", "OA", "SA", "EDA", "CMA", "ACA", "SMART", "MAF", "MAFS", "LERO", "UKNA"}

// Taboo finds a word of the text that must not stand in a message; empty when
// there is none. The name of whoever it is written to may be any word.
func Taboo(text, name string) string {
	tokens := tokensOf(text)
	for i, t := range tokens {
		if t.text == name {
			continue
		}
		for _, said := range []string{t.lower, t.seen, together(tokens, i, 2), together(tokens, i, 3)} {
			if said != "" && slices.ContainsFunc(taboo, func(word string) bool { return is(said, word) }) {
				return shown(tokens, i, said)
			}
		}
		if slices.Contains(initials, t.text) {
			return t.text
		}
	}
	return ""
}

func is(said, word string) bool {
	if stem, ok := strings.CutSuffix(word, "*"); ok {
		return strings.HasPrefix(said, stem)
	}
	return said == word
}

// token is one word: as it was written, in small letters, and as it looks when
// digits stand for letters.
type token struct{ text, lower, seen string }

// tokensOf parts a text into words. What hides a word from a quick look does
// not hide it here: dots between initials, wide letters, letters that cannot be
// seen, digits for letters.
func tokensOf(text string) (all []token) {
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, norm.NFKC.String(text))
	parts := strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("@$", r)
	})
	spelt := "" // A.A., a a
	flush := func() {
		if len([]rune(spelt)) > 1 {
			all = append(all, newToken(spelt))
		}
		spelt = ""
	}
	for _, p := range parts {
		if len([]rune(p)) == 1 && unicode.IsLetter([]rune(p)[0]) {
			spelt += p
		} else {
			flush()
		}
		all = append(all, newToken(p))
	}
	flush()
	return all
}

var lookalikes = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "@", "a", "$", "s")

// shortest word in which digits are read as letters: a bus may be the 4A.
const shortest = 4

func newToken(text string) token {
	t := token{text: text, lower: strings.ToLower(text)}
	if len(text) >= shortest && strings.ContainsFunc(text, unicode.IsLetter) {
		t.seen = lookalikes.Replace(t.lower)
	}
	return t
}

// together is n words from the i-th on, joined as [taboo] joins them.
func together(tokens []token, i, n int) string {
	if i+n > len(tokens) {
		return ""
	}
	words := make([]string, n)
	for k := range words {
		words[k] = tokens[i+k].lower
	}
	return strings.Join(words, "-")
}

// shown is what was found, as the writer wrote it.
func shown(tokens []token, i int, said string) string {
	n := 1 + strings.Count(said, "-")
	var words []string
	for k := i; k < min(i+n, len(tokens)); k++ {
		words = append(words, tokens[k].text)
	}
	return strings.Join(words, " ")
}
