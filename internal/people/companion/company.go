package companion

import (
	"slices"

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

// WishOf reads who the person would like to go along. Where they were not asked
// yet, a woman or a man is taken from what they said in their last chat.
func WishOf(tx *db.Tx, person string) (w Wish, err error) {
	const query = `SELECT w.gender, w.language, w.shared, w.not_family, w.twos,
			(SELECT c.companion_wanted FROM chat c WHERE c.community_id = $1 AND c.person_id = $2
				ORDER BY c.held_on DESC, c.id DESC LIMIT 1)
		FROM community k LEFT JOIN company_wish w ON w.community_id = k.community_id AND w.person_id = $2
		WHERE k.community_id = $1`
	return db.One(tx, scanWish, query, tx.Community(), person)
}

func scanWish(r db.Row) (w Wish, err error) {
	var gender, language, shared, chat *string
	var notFamily, twos *bool
	if err := r.Scan(&gender, &language, &shared, &notFamily, &twos, &chat); err != nil {
		return w, err
	}
	if gender == nil { // never asked on a form of its own
		if chat != nil && slices.Contains([]Gender{Woman, Man}, Gender(*chat)) {
			w.Gender = Gender(*chat)
		}
		return w, nil
	}
	return Wish{Gender: Gender(*gender), Language: Language(*language), Shared: split[Experience](*shared),
		NotFamily: *notFamily, Twos: *twos}, nil
}
