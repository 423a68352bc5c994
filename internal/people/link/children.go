package link

import (
	"errors"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
)

// addSteps stores the steps from the given one on, which nobody stored yet.
func addSteps(tx *db.Tx, l Link, from int) error {
	rows := make([][]any, 0, len(l.Steps)-from)
	for i, s := range l.Steps[from:] {
		rows = append(rows, []any{tx.Community(), l.ID, from + i + 1, civil.Instant(s.At), string(s.Verb),
			string(s.From), string(s.To), db.Codes(s.Skipped), s.Code, s.By})
	}
	return tx.ExecRows(`INSERT INTO link_step (community_id, link_id, seq, at, verb, from_state, to_state, skipped, code, account_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, rows)
}

func steps(tx *db.Tx, id string) ([]Step, error) {
	return db.All(tx, scanStep, `SELECT at, verb, from_state, to_state, skipped, code, account_id FROM link_step
		WHERE community_id = $1 AND link_id = $2 ORDER BY seq`, tx.Community(), id)
}

func scanStep(r db.Row) (s Step, err error) {
	return s, r.Scan(civil.ScanInstant(&s.At), &s.Verb, &s.From, &s.To, db.ScanCodes(&s.Skipped), &s.Code, &s.By)
}

// addOffer stores what was shown at the link's newest step.
func addOffer(tx *db.Tx, l Link, shown []Shown) error {
	rows := make([][]any, 0, len(shown))
	for i, o := range shown {
		rows = append(rows, []any{tx.Community(), l.ID, len(l.Steps), i + 1, o.Meeting, string(o.Kind),
			o.On.String(), o.Score, db.Codes(o.Reasons)})
	}
	return tx.ExecRows(`INSERT INTO link_offer (community_id, link_id, seq, place, meeting_id, kind, on_date, score, reasons)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, rows)
}

// lastOffer reads what was shown last, in its order.
func lastOffer(tx *db.Tx, id string) ([]Shown, error) {
	return db.All(tx, scanShown, `SELECT meeting_id, kind, on_date, score, reasons FROM link_offer
		WHERE community_id = $1 AND link_id = $2
			AND seq = (SELECT max(seq) FROM link_offer WHERE community_id = $1 AND link_id = $2) ORDER BY place`,
		tx.Community(), id)
}

func scanShown(r db.Row) (o Shown, err error) {
	return o, r.Scan(&o.Meeting, &o.Kind, &o.On, &o.Score, db.ScanCodes(&o.Reasons))
}

// putPlan stores a new plan, or what became of a stored one, and the seats of
// those who go along: one of them who has another outing that day is a
// conflict, whoever was quicker.
func putPlan(tx *db.Tx, link string, p Plan) error {
	_, err := tx.Exec(`INSERT INTO link_plan (community_id, id, link_id, meeting_id, on_date, starts_at, ends_at, way, companion,
			how_far, meet_point, plan_b, easier, open_to_anyone, listing, met_at, home_at, called_off_at, locked, settled,
			second, second_home_at, company, agreed_far, somebodys_home, boundaries, lost_on, untold, reminded_at,
			said_yes_at, second_said_yes_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
			$21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31)
		ON CONFLICT (community_id, id) DO UPDATE SET companion = excluded.companion, how_far = excluded.how_far,
			meet_point = excluded.meet_point, met_at = excluded.met_at, home_at = excluded.home_at,
			called_off_at = excluded.called_off_at, locked = excluded.locked, settled = excluded.settled, second = excluded.second,
			second_home_at = excluded.second_home_at, company = excluded.company, lost_on = excluded.lost_on,
			untold = excluded.untold, reminded_at = excluded.reminded_at,
			said_yes_at = excluded.said_yes_at, second_said_yes_at = excluded.second_said_yes_at`,
		tx.Community(), p.ID, link, p.Meeting, p.On.String(), civil.Instant(p.Starts), civil.Instant(p.Ends), string(p.Way),
		db.OrNull(p.Companion), string(p.HowFar), p.MeetPoint, p.PlanB, p.Easier, p.Open, p.Listing, civil.InstantOrNull(p.Met), civil.InstantOrNull(p.Home),
		civil.InstantOrNull(p.CalledOff), p.Locked, p.Settled,
		db.OrNull(p.Second), civil.InstantOrNull(p.SecondHome), p.Company, string(p.AgreedFar), p.SomebodysHome, p.Boundaries,
		p.LostOn, p.Untold, civil.InstantOrNull(p.Reminded), civil.InstantOrNull(p.SaidYes), civil.InstantOrNull(p.SecondSaidYes))
	if err != nil {
		return err
	}
	return putSeats(tx, p)
}

// putSeats keeps a seat for each companion of a plan that stands.
func putSeats(tx *db.Tx, p Plan) error {
	if err := freeSeats(tx, p.ID); err != nil {
		return err
	}
	for _, account := range p.Companions() {
		_, err := tx.Exec(`INSERT INTO outing_seat (community_id, account_id, on_date, plan_id) VALUES ($1, $2, $3, $4)`,
			tx.Community(), account, p.On.String(), p.ID)
		if errors.Is(err, db.ErrDuplicate) {
			return refused().Field("companion", "link.plan.companion_busy").Because(err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func freeSeats(tx *db.Tx, plan string) error {
	_, err := tx.Exec(`DELETE FROM outing_seat WHERE community_id = $1 AND plan_id = $2`, tx.Community(), plan)
	return err
}

// replaced marks a plan that another took the place of before it began.
func replaced(tx *db.Tx, id string) error {
	n, err := tx.Exec(`UPDATE link_plan SET called_off_at = $1, settled = TRUE
		WHERE community_id = $2 AND id = $3 AND called_off_at IS NULL AND starts_at > $1`, tx.Stamp(), tx.Community(), id)
	if err != nil || n == 0 {
		return err
	}
	return freeSeats(tx, id)
}

// planColumns are those that planInto reads, of the table that the alias names.
func planColumns(alias string) string {
	return columnsOf(alias, `id meeting_id on_date starts_at ends_at way companion how_far meet_point plan_b easier open_to_anyone
		listing met_at home_at called_off_at locked settled second second_home_at company agreed_far somebodys_home boundaries
		lost_on untold reminded_at said_yes_at second_said_yes_at`)
}

// planInto is where the columns of a plan go. All of them are NULL where a link
// has none yet.
func planInto(p *Plan) []any {
	return []any{db.OrZero(&p.ID), db.OrZero(&p.Meeting), &p.On, civil.ScanInstant(&p.Starts), civil.ScanInstant(&p.Ends), db.OrZero(&p.Way),
		db.OrZero(&p.Companion), db.OrZero(&p.HowFar), db.OrZero(&p.MeetPoint), db.OrZero(&p.PlanB), db.OrZero(&p.Easier),
		db.OrZero(&p.Open), db.OrZero(&p.Listing), civil.ScanInstant(&p.Met), civil.ScanInstant(&p.Home), civil.ScanInstant(&p.CalledOff),
		db.OrZero(&p.Locked), db.OrZero(&p.Settled), db.OrZero(&p.Second), civil.ScanInstant(&p.SecondHome), db.OrZero(&p.Company),
		db.OrZero(&p.AgreedFar), db.OrZero(&p.SomebodysHome), db.OrZero(&p.Boundaries), &p.LostOn, db.OrZero(&p.Untold),
		civil.ScanInstant(&p.Reminded), civil.ScanInstant(&p.SaidYes), civil.ScanInstant(&p.SecondSaidYes)}
}

func addComfort(tx *db.Tx, link string, c Comfort) error {
	_, err := tx.Exec(`INSERT INTO link_comfort (community_id, id, link_id, on_date, being, speaking, liked, misfits, identified,
			safe, wants, words) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		tx.Community(), c.ID, link, c.On.String(), c.Being, c.Speaking, db.Codes(c.Liked), db.Codes(c.Misfits), string(c.Identified),
		string(c.Safe), string(c.Wants), c.Words)
	return err
}

const selectComforts = `SELECT id, on_date, being, speaking, liked, misfits, identified, safe, wants, words
	FROM link_comfort WHERE community_id = $1`

func comfortOf(tx *db.Tx, id string) (Comfort, error) {
	return db.One(tx, scanComfort, selectComforts+` AND id = $2`, tx.Community(), id)
}

func scanComfort(r db.Row) (c Comfort, err error) {
	return c, r.Scan(&c.ID, &c.On, &c.Being, &c.Speaking, db.ScanCodes(&c.Liked), db.ScanCodes(&c.Misfits), &c.Identified, &c.Safe,
		&c.Wants, &c.Words)
}

// putDues stores what is due of the link, in place of what was.
func putDues(tx *db.Tx, l Link, s Settings) error {
	if _, err := tx.Exec(`DELETE FROM link_due WHERE community_id = $1 AND link_id = $2`, tx.Community(), l.ID); err != nil {
		return err
	}
	var rows [][]any
	for _, d := range Dues(l, s) {
		rows = append(rows, []any{tx.Community(), l.ID, string(d.Kind), civil.Instant(d.At), civil.InstantOrNull(d.Late), civil.InstantOrNull(d.Until)})
	}
	return tx.ExecRows(`INSERT INTO link_due (community_id, link_id, kind, at, late_at, until_at) VALUES ($1, $2, $3, $4, $5, $6)`, rows)
}
