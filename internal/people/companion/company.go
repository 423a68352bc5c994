package companion

import (
	"slices"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
)

// Check reports what is wrong with a wish, by the fields of the form.
func (w Wish) Check() error {
	e := fault.New(fault.Invalid, "companion.wish.invalid")
	if !among(Genders, w.Gender) {
		e.Field("gender", "companion.answer")
	}
	if w.Language != "" && !among(Languages, w.Language) {
		e.Field("language", "companion.answer")
	}
	if !among(Experiences, w.Shared...) {
		e.Field("shared", "companion.answer")
	}
	return e.OrNil()
}

// PutWish stores who the person would like to go along, in place of what they
// said before: for the transactions of the other rooms.
func PutWish(tx *db.Tx, person string, w Wish) error {
	if err := w.Check(); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO company_wish (community_id, person_id, gender, language, shared, not_family, twos, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (community_id, person_id) DO UPDATE SET gender = excluded.gender, language = excluded.language,
			shared = excluded.shared, not_family = excluded.not_family, twos = excluded.twos, updated_at = excluded.updated_at`,
		tx.Community(), person, string(w.Gender), string(w.Language), join(w.Shared), w.NotFamily, w.Twos, tx.Stamp())
	return err
}

// chatWish is what the person (the column) said in their last chat.
func chatWish(community, person string) string {
	return `(SELECT c.companion_wanted FROM chat c WHERE c.community_id = ` + community + ` AND c.person_id = ` + person + `
		ORDER BY c.held_on DESC, c.id DESC LIMIT 1)`
}

// WishOf reads who the person would like to go along. Where they were not asked
// yet, a woman or a man is taken from what they said in their last chat.
func WishOf(tx *db.Tx, person string) (w Wish, err error) {
	of, err := db.One(tx, scanWish, `SELECT w.person_id, w.gender, w.language, w.shared, w.not_family, w.twos, `+chatWish("k.community_id", "$1")+`
		FROM community k LEFT JOIN company_wish w ON w.community_id = k.community_id AND w.person_id = $1
		WHERE k.community_id = $2`, person, tx.Community())
	return of.Wish, err
}

// Wishes are those of everybody who has company to come, by person.
func Wishes(tx *db.Tx, from civil.Date) (map[string]Wish, error) {
	all, err := db.All(tx, scanWish, `SELECT DISTINCT l.person_id, w.gender, w.language, w.shared, w.not_family, w.twos, `+chatWish("l.community_id", "l.person_id")+`
		FROM link_plan e JOIN link l ON l.community_id = e.community_id AND l.plan_id = e.id
		LEFT JOIN company_wish w ON w.community_id = l.community_id AND w.person_id = l.person_id
		WHERE e.community_id = $1 AND e.on_date >= $2 AND e.company > 0 AND e.called_off_at IS NULL`, tx.Community(), from.String())
	wishes := map[string]Wish{}
	for _, one := range all {
		wishes[*one.person] = one.Wish
	}
	return wishes, err
}

type wishOf struct {
	Wish
	person *string // nil: not asked on a form of its own
}

func scanWish(r db.Row) (w wishOf, err error) {
	var gender, language, shared, chat *string
	var notFamily, twos *bool
	if err := r.Scan(&w.person, &gender, &language, &shared, &notFamily, &twos, &chat); err != nil {
		return w, err
	}
	switch {
	case gender != nil:
		w.Wish = Wish{Gender: Gender(*gender), Language: Language(*language), Shared: split[Experience](*shared),
			NotFamily: *notFamily, Twos: *twos}
	case chat != nil && slices.Contains([]Gender{Woman, Man}, Gender(*chat)): // never asked on a form of its own
		w.Gender = Gender(*chat)
	}
	return w, nil
}
