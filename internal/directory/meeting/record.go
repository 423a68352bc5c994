package meeting

import (
	"encoding/json"
	"errors"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/place"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
)

// columns of a Meeting, in the order in which scan reads them.
const columns = `id, source, source_id, fellowship, kind, title, rule, starts, minutes, attendance, venue, address, postcode,
	lat, lon, facets, notes, website, room,
	last_checked, checked_by, flagged_on, flag_reason, missing_from, withdrawn, version, updated_at`

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
	var rule, starts, facets, updated string
	var sourceID, checked, checkedBy, flagged, reason, missing *string
	var lat, lon *float64
	err = r.Scan(&m.ID, &m.Source, &sourceID, &m.Fellowship, &m.Kind, &m.Title, &rule, &starts, &m.Slot.Minutes,
		&m.Attendance, &m.Venue, &m.Address, &m.Postcode, &lat, &lon, &facets, &m.Notes, &m.Website, &m.Join,
		&checked, &checkedBy, &flagged, &reason, &missing, &m.Withdrawn, &m.Version, &updated)
	if err != nil {
		return m, err
	}
	if lat != nil && lon != nil {
		m.Lat, m.Lon, m.Located = *lat, *lon, true
	}
	m.SourceID, m.CheckedBy, m.FlagReason = text(sourceID), text(checkedBy), FlagReason(text(reason))
	m.Updated, err = civil.ParseInstant(updated)
	return m, errors.Join(err, s.parse(&m, rule, starts, facets),
		date(checked, &m.LastChecked), date(flagged, &m.FlaggedOn), date(missing, &m.MissingFrom))
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
	if m.Facets, known = s.facets[facets]; !known {
		if err = json.Unmarshal([]byte(facets), &m.Facets); err != nil {
			return err
		}
		s.facets[facets] = m.Facets
	}
	return nil
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func date(s *string, d *civil.Date) (err error) {
	if s != nil {
		*d, err = civil.ParseDate(*s)
	}
	return err
}

// content is a listing's own columns, as insertMeeting and changeMeeting write
// them.
func content(l Listing) []any {
	var lat, lon *float64
	if l.Located {
		lat, lon = &l.Lat, &l.Lon
	}
	facets := "[]"
	if len(l.Facets) > 0 {
		b, err := json.Marshal(l.Facets)
		if err != nil {
			panic(err) // texts and dates always marshal
		}
		facets = string(b)
	}
	return []any{l.Fellowship, string(l.Kind), l.Title, fold(l.Title), l.Slot.Rule.String(), l.Slot.Start.String(), l.Slot.Minutes,
		string(l.Attendance), l.Venue, l.Address, l.Postcode, lat, lon, facets, l.Notes, l.Website, l.Join}
}

// The statements that write what content returns: $1 is the community, $2 the
// meeting, $3 the instant.
const (
	insertMeeting = `INSERT INTO meeting (community_id, id, updated_at,
		fellowship, kind, title, title_key, rule, starts, minutes, attendance, venue, address, postcode, lat, lon, facets,
		notes, website, room, source, source_id, list_key, list_digest, last_checked, checked_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)`
	changeMeeting = `UPDATE meeting SET version = version + 1, updated_at = $3,
		fellowship = $4, kind = $5, title = $6, title_key = $7, rule = $8, starts = $9, minutes = $10, attendance = $11,
		venue = $12, address = $13, postcode = $14, lat = $15, lon = $16, facets = $17, notes = $18, website = $19, room = $20`
)

// orNull is the text, or nothing for an empty one.
func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func dateOrNull(d civil.Date) *string {
	if d.IsZero() {
		return nil
	}
	return orNull(d.String())
}

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
