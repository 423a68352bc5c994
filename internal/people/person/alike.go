package person

import (
	"context"
	"slices"
	"strings"

	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// mostAlike is how many are shown to whoever is asked "is it one of these?", and
// mostNamed how many are looked through to find them.
const (
	mostAlike = 5
	mostNamed = 300
)

// Alike reads the people that the actor reaches and whose name is like the
// given one, so that somebody can ask "is it one of these?" before a second
// record is made. Nobody out of reach is among them.
func Alike(tx *db.Tx, actor access.Actor, name string) ([]Listed, error) {
	key := Key(name)
	if key == "" || access.Allow(actor, access.PersonRead, true) != nil {
		return nil, nil
	}
	first, _, _ := strings.Cut(key, " ")
	start := []rune(first)
	begin := string(start[:min(len(start), 2)])
	keeper := ""
	if access.ReachOf(actor, access.PersonRead) != access.All {
		keeper = actor.Account
	}
	// The nearest in the order of names come first, where there are very many.
	named, err := db.All(tx, scanListed, selectListed+` FROM person p
		WHERE p.community_id = $1 AND `+InSight("p", "$2")+` AND `+Kept("p", "$3")+` AND p.merged_into IS NULL AND p.died_on IS NULL
			AND p.name_key >= $4 AND p.name_key < $5
		ORDER BY CASE WHEN p.name_key = $6 OR p.name_key LIKE $7 THEN 0 ELSE 1 END, p.name_key, p.id LIMIT $8`,
		tx.Community(), actor.Account, keeper, begin, begin+last, first, first+" %", mostNamed)
	named = slices.DeleteFunc(named, func(p Listed) bool { return !LikeNames(p.Name, name) })
	return named[:min(len(named), mostAlike)], err
}

// Namesakes reads the people that the actor reaches and who are called exactly
// so, at most as many as a page can ask about.
func Namesakes(tx *db.Tx, actor access.Actor, name string) ([]Listed, error) {
	keeper := ""
	if access.ReachOf(actor, access.PersonRead) != access.All {
		keeper = actor.Account
	}
	if access.Allow(actor, access.PersonRead, true) != nil {
		return nil, nil
	}
	return db.All(tx, scanListed, selectListed+` FROM person p
		WHERE p.community_id = $1 AND `+InSight("p", "$2")+` AND `+Kept("p", "$3")+` AND p.merged_into IS NULL AND p.died_on IS NULL
			AND p.name_key = $4 ORDER BY p.id LIMIT $5`, tx.Community(), actor.Account, keeper, Key(name), PageSize)
}

// Alike is the function [Alike] in a reading of its own.
func (s *Store) Alike(ctx context.Context, actor access.Actor, name string) (all []Listed, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		all, err = Alike(tx, actor, name)
		return err
	})
	return all, err
}

// LikeNames reports whether two names may be one person's.
func LikeNames(one, other string) bool { return alike(Key(one), Key(other)) }

// alike reports whether two keys may be one person's name: first names that are
// the same but for one letter, and second ones of which one begins the other,
// is the same but for one letter, or is not known.
func alike(one, other string) bool {
	first, rest, _ := strings.Cut(one, " ")
	second, others, _ := strings.Cut(other, " ")
	return near(first, second) &&
		(strings.HasPrefix(rest, others) || strings.HasPrefix(others, rest) || near(rest, others))
}

// near reports whether two words are the same but for one letter that was left
// out, put in, changed, or swapped with its neighbour. Short words are the same
// or they are not.
func near(one, other string) bool {
	a, b := []rune(one), []rune(other)
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 3 || len(b)-len(a) > 1 {
		return one == other
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return slices.Equal(a[i:], b[i+1:])
	}
	return i == len(a) || slices.Equal(a[i+1:], b[i+1:]) ||
		i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:])
}
