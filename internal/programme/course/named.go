package course

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

// namesNobody refuses a record in which somebody seems to be named: somebody on
// the course, or anybody else whose record is kept here. Those who run the
// course may be named. Whom the writer may not see is no name to them.
func (r Record) namesNobody(tx *db.Tx, actor access.Actor, course string) error {
	names, err := db.All(tx, db.Column[string], `SELECT p.name FROM enrolment e JOIN person p ON p.community_id = e.community_id AND p.id = e.person_id
		WHERE e.community_id = $1 AND e.course_id = $2 AND `+person.InSight("p", "$3")+` LIMIT $4`,
		tx.Community(), course, actor.Account, mostPlaces)
	if err != nil {
		return err
	}
	team, err := facilitators(tx, course)
	if err != nil {
		return err
	}
	e := fault.New(fault.Invalid, "course.record.invalid")
	for _, text := range r.texts() {
		if name := named(text.words, names); name != "" {
			e.Field(text.field, "course.record.named", fault.Args{"Name": name})
			continue
		}
		name, err := known(tx, actor, strange(text.words, team))
		if err != nil {
			return err
		}
		if name != "" {
			e.Field(text.field, "course.record.name", fault.Args{"Name": name})
		}
	}
	return e.OrNil()
}

// mostStrange bounds the words of one text that are looked up as names.
const mostStrange = 30

// known is one of the words that somebody is called here by their first name,
// or empty. Which of them it is tells the writer no more than they typed.
func known(tx *db.Tx, actor access.Actor, words []word) (string, error) {
	if len(words) == 0 {
		return "", nil
	}
	args, called := []any{actor.Account, tx.Community()}, make([]string, len(words))
	for i, w := range words {
		called[i] = "p.name_key >= " + db.Gaps(len(args)+1, 1) + " AND p.name_key < " + db.Gaps(len(args)+2, 1)
		args = append(args, w.key, w.key+"!") // which stands behind a space, and before any letter
	}
	found, err := db.All(tx, db.Column[string], `SELECT p.name_key FROM person p WHERE `+person.InSight("p", "$1")+` AND p.community_id = $2
		AND (`+strings.Join(called, " OR ")+`) LIMIT 1`, args...)
	for _, key := range found {
		first, _, _ := strings.Cut(key, " ")
		i := slices.IndexFunc(words, func(w word) bool { return w.key == first })
		return words[i].text, err
	}
	return "", err
}

// word is one of a text, as it was typed without what stands around it, and as
// names are compared.
type word struct {
	text, key string
	capital   bool
	begins    bool // a sentence
}

func wordsOf(text string) (all []word) {
	begins := true
	for typed := range strings.FieldsSeq(text) {
		bare := strings.TrimFunc(typed, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
		for _, of := range []string{"'s", "’s", "'S", "’S"} {
			bare = strings.TrimSuffix(bare, of)
		}
		capital, _ := utf8.DecodeRuneInString(bare)
		if key := person.Key(bare); key != "" {
			all = append(all, word{bare, key, unicode.IsUpper(capital), begins})
		}
		begins = strings.ContainsAny(typed[len(typed)-1:], ".!?:")
	}
	return all
}

// strange are the words that somebody wrote as a name is written, amid a
// sentence, and that are neither a word besides nor one of the team's names.
func strange(text string, team []Staff) (all []word) {
	for _, w := range wordsOf(text) {
		ours := slices.ContainsFunc(team, func(s Staff) bool { return firstKey(s.Name) == w.key })
		if w.capital && !w.begins && !ours && !slices.Contains(alsoWords, w.key) && len(w.key) > 1 && len(all) < mostStrange {
			all = append(all, w)
		}
	}
	return all
}

func firstKey(name string) string {
	first, _, _ := strings.Cut(name, " ")
	return person.Key(first)
}

// alsoWords are words that are names too: they are taken for a name only where
// somebody wrote them as one, with a capital.
var alsoWords = []string{"will", "hope", "grace", "may", "faith", "joy", "rose", "mark", "bill", "art", "dawn", "april", "june", "summer",
	"robin", "ash", "wren", "jack", "rob", "pat", "sue", "drew", "gene", "rich", "frank", "penny", "poppy", "ivy", "sky", "sunny", "grant",
	"lance", "dean", "guy", "earl", "chance", "destiny", "autumn", "holly", "hazel", "olive", "pearl", "ruby", "amber", "crystal", "star",
	"nick", "ray", "harry", "don", "al", "sam", "len", "max", "tom", "dick", "christian", "angel", "august", "love", "precious", "mercy"}

// alsoBegin are those of them that begin a sentence without being a name.
var alsoBegin = []string{"will", "may", "hope", "rose", "mark", "love", "rich", "chance", "summer", "autumn"}

// named is the first name of somebody that stands in the words, or empty: as it
// is, shortened or in one of its everyday forms, or by their last name.
func named(text string, names []string) string {
	for _, w := range wordsOf(text) {
		for _, name := range names {
			if w.names(name) {
				first, _, _ := strings.Cut(name, " ")
				return first
			}
		}
	}
	return ""
}

func (w word) names(name string) bool {
	first := firstKey(name)
	_, rest, _ := strings.Cut(name, " ")
	last := person.Key(rest)
	if utf8.RuneCountInString(w.key) < 2 || w.begins && slices.Contains(alsoBegin, w.key) {
		return false
	}
	if slices.Contains(alsoWords, w.key) && !w.capital {
		return false
	}
	return w.key == first || w.capital && (w.key == last || isShort(w.key, first) || isShort(first, w.key) || !w.begins && beginsName(w.key, first))
}

func isShort(short, name string) bool { return slices.Contains(shorts[short], name) }

// beginsName reports whether a name may have been cut short: three letters of
// it and not all. At the beginning of a sentence any word has a capital, and
// "The" is no Theresa.
func beginsName(word, name string) bool {
	return utf8.RuneCountInString(word) >= 3 && len(word) < len(name) && strings.HasPrefix(name, word)
}

// shorts are everyday forms of names.
var shorts = map[string][]string{
	"abby": {"abigail"}, "alex": {"alexander", "alexandra"}, "ben": {"benjamin"}, "charlie": {"charles", "charlotte"}, "chris": {"christopher", "christine"},
	"dan": {"daniel"}, "danny": {"daniel"}, "fred": {"frederick"}, "greg": {"gregory"}, "jess": {"jessica"}, "ken": {"kenneth"}, "matt": {"matthew"},
	"nick": {"nicholas", "nicola"}, "pam": {"pamela"}, "pete": {"peter"}, "phil": {"philip", "phillip"}, "rob": {"robert"}, "ron": {"ronald"}, "sam": {"samuel", "samantha"},
	"tim": {"timothy"}, "tom": {"thomas"}, "vicky": {"victoria"},
	"andy": {"andrew"}, "drew": {"andrew"}, "tony": {"anthony", "antony"}, "becky": {"rebecca"}, "beth": {"elizabeth"}, "betty": {"elizabeth"},
	"liz": {"elizabeth"}, "lizzie": {"elizabeth"}, "bill": {"william"}, "billy": {"william"}, "bob": {"robert"}, "bobby": {"robert"},
	"dave": {"david"}, "dick": {"richard"}, "rick": {"richard"}, "ricky": {"richard"}, "ed": {"edward"}, "eddie": {"edward"}, "ted": {"edward"},
	"hank": {"henry"}, "harry": {"henry", "harold"}, "jack": {"john"}, "johnny": {"john"}, "jamie": {"james"}, "jim": {"james"}, "jimmy": {"james"},
	"jenny": {"jennifer"}, "jo": {"joanne", "joanna", "josephine"}, "joe": {"joseph"}, "kate": {"katherine", "catherine", "kathryn"},
	"kathy": {"katherine", "catherine"}, "katie": {"katherine", "catherine"}, "larry": {"lawrence", "laurence"}, "maggie": {"margaret"},
	"meg": {"margaret"}, "peggy": {"margaret"}, "mick": {"michael"}, "mike": {"michael"}, "mo": {"mohammed", "muhammad", "mohamed", "maureen"},
	"molly": {"mary"}, "ned": {"edward"}, "nell": {"helen", "eleanor"}, "sandy": {"alexander", "alexandra"}, "sasha": {"alexander", "alexandra"},
	"steve": {"stephen", "steven"}, "sue": {"susan", "suzanne"}, "terry": {"terence", "theresa"}, "tommy": {"thomas"}, "will": {"william"},
}
