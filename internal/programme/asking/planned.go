package asking

import (
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/measure"
	"openmaf/internal/trust/trail"
)

// Planned is an asking that follows from somebody's way: room timetable says
// which. How they answer is said when they are asked.
type Planned struct {
	ID, Person, Language string
	TimePoint
	Opens, Closes civil.Date
}

// Plan stores it, in the newest wording of the definition.
func Plan(tx *db.Tx, d *measure.Definition, p Planned) error {
	return put(tx, trail.System, d, p, "")
}

// Lapse takes an asking away that planned itself and that nobody has put to the
// person. It is not held against anybody: it was not asked.
func Lapse(tx *db.Tx, personID, id string) error {
	n, err := tx.Exec(`DELETE FROM measure_ask WHERE community_id = $1 AND id = $2 AND person_id = $3 AND `+untouched,
		tx.Community(), id, personID)
	if err != nil || n == 0 {
		return err // somebody asked meanwhile
	}
	return note(tx, trail.System, trail.MeasureLapsed, personID, id)
}

// untouched is the condition that an asking planned itself, and that nobody has
// put it to the person.
const untouched = `made_by = '` + trail.System + `' AND asked_on IS NULL AND finished_at IS NULL AND withdrawn_at IS NULL`

// giveWay lets what planned itself lapse in the week of an asking that somebody
// plans by hand: they know why. What its window still allows comes later.
func giveWay(tx *db.Tx, personID string, opens civil.Date) error {
	near, err := db.All(tx, scanText, `SELECT id FROM measure_ask WHERE community_id = $1 AND person_id = $2
		AND opens_on BETWEEN $3 AND $4 AND `+untouched+` ORDER BY id`, tx.Community(), personID, opens.AddDays(1-Week), opens.AddDays(Week-1))
	for _, id := range near {
		if err == nil {
			err = Lapse(tx, personID, id)
		}
	}
	return err
}

// Hold keeps anybody else from planning for the person until the transaction
// ends: what is planned for one person is planned one after the other.
func Hold(tx *db.Tx, personID string) error {
	n, err := tx.Exec(`UPDATE person SET keeper = keeper WHERE community_id = $1 AND id = $2 AND `+person.Counted("person"),
		tx.Community(), personID)
	if err == nil && n == 0 {
		err = fault.New(fault.Missing, "record.missing")
	}
	return err
}

// puts writes down that the person is asked now, and how, the first time that
// they are.
func puts(tx *db.Tx, a Ask, how How) error {
	_, err := tx.Exec(`UPDATE measure_ask SET asked_on = COALESCE(asked_on, $1), how = CASE how WHEN '' THEN $2 ELSE how END
		WHERE community_id = $3 AND id = $4`, civil.DateOf(tx.Now()), string(how), tx.Community(), a.ID)
	return err
}
