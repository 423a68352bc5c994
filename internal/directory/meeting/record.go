package meeting

import (
	"encoding/json"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/place"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
)

// selectMeetings are the community's meetings, with the columns in the order in
// which scan reads them.
const selectMeetings = `SELECT id, source, source_id, fellowship, kind, title, rule, starts, minutes, attendance, venue, address, postcode,
	lat, lon, facets, notes, website, room,
	last_checked, checked_by, flagged_on, flag_reason, missing_from, withdrawn, see_lead_until, version, updated_at
	FROM meeting WHERE community_id = $1`

// scanner reads meetings. Of a long list it reads each rule and each list of
// facts once, for there are few different ones; the meetings share them, and
// nobody changes them in place.
type scanner struct {
	rules  map[string]schedule.Rule
	facets map[string][]facet.Fact
}

func newScanner() *scanner {
	return &scanner{map[string]schedule.Rule{}, map[string][]facet.Fact{}}
}

func (s *scanner) scan(r db.Row) (m Meeting, err error) {
	var rule, starts, facets string
	var lat, lon *float64
	err = r.Scan(&m.ID, &m.Source, db.OrZero(&m.SourceID), &m.Fellowship, &m.Kind, &m.Title, &rule, &starts, &m.Slot.Minutes,
		&m.Attendance, &m.Venue, &m.Address, &m.Postcode, &lat, &lon, &facets, &m.Notes, &m.Website, &m.Join,
		&m.LastChecked, db.OrZero(&m.CheckedBy), &m.FlaggedOn, db.OrZero(&m.FlagReason), &m.MissingFrom, &m.Withdrawn, &m.SeeLead,
		&m.Version, civil.ScanInstant(&m.Updated))
	if err != nil {
		return m, err
	}
	if lat != nil && lon != nil {
		m.Lat, m.Lon, m.Located = *lat, *lon, true
	}
	return m, s.parse(&m, rule, starts, facets)
}

func (s *scanner) parse(m *Meeting, rule, starts, facets string) (err error) {
	if m.Slot.Start, err = civil.ParseTimeOfDay(starts); err != nil {
		return err
	}
	known := false
	if m.Slot.Rule, known = s.rules[rule]; !known {
		if m.Slot.Rule, err = schedule.Parse(rule); err != nil {
			return err
		}
		s.rules[rule] = m.Slot.Rule
	}
	if m.Facets, known = s.facets[facets]; !known && facets != noFacets {
		if err = json.Unmarshal([]byte(facets), &m.Facets); err != nil {
			return err
		}
		s.facets[facets] = m.Facets
	}
	return nil
}

// noFacets is how a meeting of which nothing is known is stored.
const noFacets = "[]"

// content is the instant and the listing's own columns, as insertMeeting and
// changeMeeting write them, and then the rest of their arguments.
func content(tx *db.Tx, l Listing, rest ...any) []any {
	var lat, lon *float64
	if l.Located {
		lat, lon = &l.Lat, &l.Lon
	}
	facets := noFacets
	if len(l.Facets) > 0 {
		b, err := json.Marshal(l.Facets)
		if err != nil {
			panic(err) // texts and dates always marshal
		}
		facets = string(b)
	}
	return append([]any{tx.Stamp(), l.Fellowship, string(l.Kind), l.Title, fold(l.Title), l.Slot.Rule.String(), l.Slot.Start.String(), l.Slot.Minutes,
		string(l.Attendance), l.Venue, l.Address, l.Postcode, lat, lon, facets, l.Notes, l.Website, l.Join}, rest...)
}

// The statements that write what content returns, after the instant.
const (
	insertMeeting = `INSERT INTO meeting (updated_at,
		fellowship, kind, title, title_key, rule, starts, minutes, attendance, venue, address, postcode, lat, lon, facets,
		notes, website, room, community_id, id, source, source_id, list_key, list_digest)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)`
	changeMeeting = `UPDATE meeting SET version = version + 1, updated_at = $1,
		fellowship = $2, kind = $3, title = $4, title_key = $5, rule = $6, starts = $7, minutes = $8, attendance = $9,
		venue = $10, address = $11, postcode = $12, lat = $13, lon = $14, facets = $15, notes = $16, website = $17, room = $18
		WHERE community_id = $19 AND id = $20`
)

// locate gives the meetings that have a postcode and no position the position
// of their postcode or its outcode, asking once for each.
func locate(tx *db.Tx, all []Meeting) error {
	known := map[string]place.Place{}
	for i := range all {
		m := &all[i]
		if m.Located || m.Postcode == "" {
			continue
		}
		p, asked := known[m.Postcode]
		if !asked {
			var err error
			if p, err = place.Find(tx, m.Postcode); err != nil && fault.As(err) == nil {
				return err
			}
			known[m.Postcode] = p
		}
		if p.Precision != "" {
			m.Lat, m.Lon, m.Located, m.Placed = p.Lat, p.Lon, true, p.Precision
		}
	}
	return nil
}
