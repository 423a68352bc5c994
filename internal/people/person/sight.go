package person

import "openmaf/internal/trust/access"

// InSight is the condition under which the record of the person named by the
// alias is there at all for the account in the argument ("$3"): it is not
// sealed, or the person let that account in; and the account is nobody whom the
// person must not meet (room exclusion). Every query that reads or joins
// person carries it, or [Counted], beside the condition on the community; a
// house test holds that. Whoever is refused so sees what they would see if
// there were no such row, in the same query and the same time.
//
// It is the list form of [access.AllowPerson].
func InSight(alias, account string) string {
	return `((NOT ` + alias + `.sealed OR EXISTS (SELECT 1 FROM let_in WHERE let_in.community_id = ` + alias + `.community_id
		AND let_in.person_id = ` + alias + `.id AND let_in.account_id = ` + account + ` AND let_in.until_at IS NULL))
		AND NOT EXISTS (SELECT 1 FROM apart WHERE apart.community_id = ` + alias + `.community_id
		AND apart.other_account = ` + account + ` AND apart.person_id = ` + alias + `.id AND apart.ended_at IS NULL))`
}

// Counted is the condition under which a person is in a figure: sealed records
// are in none, for a figure that is one more for some readers than for others
// tells of them.
func Counted(alias string) string { return `NOT ` + alias + `.sealed` }

// Kept is the condition under which a list is the actor's own: they keep the
// record, or it is sealed and (by [InSight]) they were let in. An empty keeper
// in the argument stands for everybody's.
func Kept(alias, keeper string) string {
	return `(` + keeper + ` = '' OR ` + alias + `.keeper = ` + keeper + ` OR ` + alias + `.sealed)`
}

// KeptBy and LetInto are lists of ids for a query to begin at, where the records
// that an account keeps, or was let into, are few among many. They are no
// condition of sight: the query that uses them carries [InSight] as well.
func KeptBy(community, account string) string {
	return `SELECT id FROM person WHERE person.community_id = ` + community + ` AND person.keeper = ` + account
}

func LetInto(community, account string) string {
	return `SELECT let_in.person_id FROM let_in WHERE let_in.community_id = ` + community + ` AND let_in.account_id = ` + account +
		` AND let_in.until_at IS NULL`
}

// OwnTo reports whether the record, which the actor was shown, is their own:
// they keep it, the person let them in, or it is about them.
func (p Person) OwnTo(actor access.Actor) bool {
	return p.Keeper == actor.Account || p.Sealed || actor.Person == p.ID
}

// allow decides about one record that is in the actor's sight, and that they
// keep or were asked to look after something of.
func (p Person) allow(actor access.Actor, act access.Action, asked bool) error {
	return access.AllowPerson(actor, act, access.Person{Own: asked || p.Keeper == actor.Account || actor.Person == p.ID, Sealed: p.Sealed, LetIn: p.Sealed})
}

// May reports whether the action can be done to the record by the actor, who
// was shown it: for the buttons of a page.
func (p Person) May(actor access.Actor, act access.Action) bool {
	return access.Allow(actor, act, p.OwnTo(actor)) == nil && p.Still(actor, act) == nil
}
