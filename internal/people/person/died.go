package person

import (
	"context"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Mistaken is how long it can be taken back that somebody has died.
const Mistaken = 24 * time.Hour

// afterwards are the actions that the record of somebody who has died still
// allows: it is read and kept, a concern can be raised, and whoever is out is
// marked home. Everything else is refused by [Open], so that no room can ask,
// plan or send anything by forgetting to look.
var afterwards = map[access.Action]bool{
	access.PersonRead: true, access.ChatRead: true, access.LinkRead: true, access.ReadsRead: true, access.MessageRead: true,
	access.PersonDied: true, access.BreakGlass: true, access.ExclusionRead: true,
	access.ConcernRaise: true, access.ConcernRead: true, access.ConcernWrite: true,
	access.OutingRead: true, access.OutingWrite: true,
}

// Still reports whether the action is done to the record at all: nil, or a
// fault that says why not any more. Erasing it takes somebody who may erase
// anybody's, because the law asks for it.
func (p Person) Still(actor access.Actor, act access.Action) error {
	if !p.IsDead() || afterwards[act] || act == access.PersonErase && access.ReachOf(actor, act) == access.All {
		return nil
	}
	return fault.New(fault.Conflict, "person.died")
}

// Died stores that the person has died, and whom somebody should tell in
// person: for the transaction that ends what was under way. Rests are those
// that [TakeBack] gives back. A second time it does nothing.
func Died(tx *db.Tx, actor access.Actor, p Person, tell []string, rests string) error {
	if p.IsDead() {
		return nil
	}
	if _, err := tx.Exec(`UPDATE person SET died_on = $1, died_at = $2, died_rests = $3, version = version + 1, updated_at = $2
		WHERE community_id = $4 AND id = $5`,
		civil.DateOf(tx.Now()).String(), tx.Stamp(), rests, tx.Community(), p.ID); err != nil {
		return err
	}
	for _, account := range tell {
		if _, err := tx.Exec(`INSERT INTO farewell (community_id, person_id, account_id) VALUES ($1, $2, $3)
			ON CONFLICT (community_id, person_id, account_id) DO NOTHING`, tx.Community(), p.ID, account); err != nil {
			return err
		}
	}
	return note(tx, actor, trail.PersonDied, p.ID, nil)
}

// Death is what was stored when somebody died.
type Death struct {
	At    time.Time
	Rests string
}

// TakeBack stores that it was a mistake, and gives what [Died] stored: for the
// transaction that takes up again what was under way. After [Mistaken] it is
// refused.
func TakeBack(tx *db.Tx, actor access.Actor, p Person) (d Death, err error) {
	if !p.IsDead() {
		return d, fault.New(fault.Conflict, "person.died.not")
	}
	if d, err = deathOf(tx, p); err != nil {
		return d, err
	}
	if !tx.Now().Before(d.At.Add(Mistaken)) {
		return d, fault.New(fault.Conflict, "person.died.too_late")
	}
	if _, err := tx.Exec(`UPDATE person SET died_on = NULL, died_at = NULL, died_rests = '', version = version + 1, updated_at = $1
		WHERE community_id = $2 AND id = $3`, tx.Stamp(), tx.Community(), p.ID); err != nil {
		return d, err
	}
	if _, err := tx.Exec(`DELETE FROM farewell WHERE community_id = $1 AND person_id = $2`, tx.Community(), p.ID); err != nil {
		return d, err
	}
	return d, note(tx, actor, trail.DeathTakenBack, p.ID, nil)
}

func deathOf(tx *db.Tx, p Person) (Death, error) {
	return db.One(tx, func(r db.Row) (d Death, err error) { return d, r.Scan(civil.ScanInstant(&d.At), &d.Rests) },
		`SELECT died_at, died_rests FROM person WHERE community_id = $1 AND id = $2 AND died_at IS NOT NULL`, tx.Community(), p.ID)
}

// Told stores that somebody told the account, in person, that the outing is
// off and why.
func (s *Store) Told(ctx context.Context, actor access.Actor, id, account string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := Open(tx, actor, access.PersonDied, id)
		if err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE farewell SET told_at = $1, told_by = $2
			WHERE community_id = $3 AND person_id = $4 AND account_id = $5 AND told_at IS NULL`,
			tx.Stamp(), actor.Account, tx.Community(), p.ID, account)
		if err != nil || n == 0 {
			return err
		}
		return note(tx, actor, trail.FarewellTold, p.ID, trail.Facts{"account": account})
	})
}

// Loss is somebody who died, for those who looked after them.
type Loss struct {
	Person string
	Name   string
	On     civil.Date
	At     time.Time
	Mine   bool  // the reader may open the record
	Tell   []One // who is still to be told, in person; only where Mine
}

// One is an account by its name.
type One struct{ Account, Name string }

// mourned is how long a loss stands on Today.
const mourned = 7 * 24 * time.Hour

const mostLosses = 25

// Losses reads who died in the last days: of those whom the actor keeps, talked
// with or asked after, and for whoever reaches everybody, of all. Somebody who
// is still to be told keeps a loss there.
func Losses(tx *db.Tx, actor access.Actor) ([]Loss, error) {
	keeper := actor.Account
	if access.ReachOf(actor, access.PersonDied) == access.All {
		keeper = ""
	}
	rows, err := db.All(tx, scanLoss, `SELECT p.id, p.name, p.died_on, p.died_at, p.keeper, p.sealed, a.id, a.name FROM person p
		LEFT JOIN farewell f ON f.community_id = p.community_id AND f.person_id = p.id AND f.told_at IS NULL
		LEFT JOIN account a ON a.community_id = f.community_id AND a.id = f.account_id
		WHERE p.community_id = $1 AND p.died_at IS NOT NULL AND p.merged_into IS NULL AND `+InSight("p", "$2")+`
			AND (p.died_at > $3 OR a.id IS NOT NULL)
			AND (`+Kept("p", "$4")+` OR EXISTS (SELECT 1 FROM chat c
				WHERE c.community_id = $1 AND c.person_id = p.id AND c.account_id = $2))
		ORDER BY p.died_at DESC, p.id, a.id LIMIT $5`,
		tx.Community(), actor.Account, civil.Instant(tx.Now().Add(-mourned)), keeper, mostLosses)
	return gathered(rows, actor, keeper), err
}

type lossRow struct {
	Loss
	keeper string
	sealed bool
	tell   One
}

// gathered makes one loss of the rows that the joins gave of it.
func gathered(rows []lossRow, actor access.Actor, keeper string) (all []Loss) {
	for _, r := range rows {
		if len(all) == 0 || all[len(all)-1].Person != r.Person {
			r.Mine = keeper == "" || r.sealed || r.keeper == actor.Account
			all = append(all, r.Loss)
		}
		if now := &all[len(all)-1]; now.Mine && r.tell.Account != "" {
			now.Tell = append(now.Tell, r.tell)
		}
	}
	return all
}

func scanLoss(r db.Row) (l lossRow, err error) {
	return l, r.Scan(&l.Person, &l.Name, &l.On, civil.ScanInstant(&l.At), &l.keeper, &l.sealed, db.OrZero(&l.tell.Account), db.OrZero(&l.tell.Name))
}

// Losses is [Losses] in a reading of its own.
func (s *Store) Losses(ctx context.Context, actor access.Actor) (all []Loss, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		all, err = Losses(tx, actor)
		return err
	})
	return all, err
}
